package dev.unmask.window.workbench;

import dev.unmask.job.Models;
import dev.unmask.job.StartModels;
import dev.unmask.job.Trainings;
import java.nio.file.Path;

/// What trainings need.
///
/// @param trainings opens them
/// @param starts finds the models that they begin with
/// @param models opens checkpoints that are examined
/// @param folders the folder in which folders of trainings are proposed
public record TrainingSetup(Trainings trainings, StartModels starts, Models models, Path folders) {}
