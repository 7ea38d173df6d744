package dev.unmask.window.train;

/// Dialogs that put a file or a folder on the form.
public interface Choosers {
  /// A recipe's file.
  void recipe();

  /// The model to start from.
  void startModel();

  /// The folder of the training.
  void folder();
}
