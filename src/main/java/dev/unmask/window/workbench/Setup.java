package dev.unmask.window.workbench;

import dev.unmask.job.Models;
import dev.unmask.job.Worker;
import dev.unmask.session.state.AppFolders;
import java.nio.file.Path;

/// What the window is given to work with.
///
/// @param models where models come from
/// @param worker of the device; whatever touches a network runs there
/// @param folders where this user's files lie
/// @param defaultModel the folder of the bundled model
/// @param device in words, with its threads, for the status bar: `CPU · 2 threads`
/// @param training what trainings need
/// @param version of Unmask
public record Setup(
    Models models,
    Worker worker,
    AppFolders folders,
    Path defaultModel,
    String device,
    TrainingSetup training,
    String version) {}
