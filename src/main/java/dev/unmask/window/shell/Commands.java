package dev.unmask.window.shell;

/// What keys, menus and buttons ask of the window.
interface Commands {
  void openModel();

  void openBundledModel();

  void openSession();

  void newSession();

  void saveSession();

  void saveSessionAs();

  void toggleTheme();

  void toggleHelp();
}
