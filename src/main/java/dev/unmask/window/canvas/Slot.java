package dev.unmask.window.canvas;

/// The room that one position asks for, whatever stands there now.
///
/// A position that the model writes keeps its room for the whole run, so that nothing jumps when a
/// guess changes or a token appears: the room of a mask while the run is under way, that of the
/// token that it became once the run is known.
///
/// @param width in pixels
/// @param space the part of the width that is a leading space, dropped at the start of a line
/// @param joins whether it continues the word before it, so that no line may end between them
/// @param breaks whether the line ends after it
public record Slot(double width, double space, boolean joins, boolean breaks) {}
