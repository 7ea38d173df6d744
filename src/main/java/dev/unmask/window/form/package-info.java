/// The form: one knob for each parameter of the catalogue, checked as it is typed, and the prompt
/// with the canvas that it makes.
@NullMarked
package dev.unmask.window.form;

import org.jspecify.annotations.NullMarked;
