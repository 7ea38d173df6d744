package dev.unmask.window.shell;

/// What keys, menus and buttons ask of the window.
interface Commands {
  void openModel();

  void openBundledModel();

  /// Shows the page of the model that is open.
  void aboutModel();

  /// Shows the page of a model that the user chooses, without opening it.
  void lookAtModel();

  /// Shows the page on which flow models write.
  void showFlow();

  /// Shows the page of sweeps, or takes it away.
  void sweeps();

  /// Shows the page of likelihoods, or takes it away.
  void bounds();

  /// Shows the training page, or takes it away.
  void training();

  /// Runs or trains, whichever is in front.
  void run();

  /// Cancels the run, or stops the training, whichever is in front.
  void cancel();

  /// Whether the canvas is in front, rather than a page.
  boolean canvasShown();

  void openSession();

  void newSession();

  void saveSession();

  void saveSessionAs();

  void toggleTheme();

  void toggleHelp();
}
