package dev.unmask.problem;

/// The kinds of [Problem], each with a short label to quote and a process exit status.
///
/// Labels never change their meaning and are never reused. Exit status: 2 wrong usage or parameter,
/// 3 input that is refused, 4 the machine (memory, disk, device), 5 a result that is not what it
/// should be.
public enum Code {
  /// A parameter is missing, of the wrong type or out of range.
  PARAMETER("U-201", 2),
  /// The prompt or canvas does not fit the model.
  CANVAS("U-202", 2),
  /// A path that does not exist or is of the wrong kind.
  NOT_FOUND("U-301", 3),
  /// A weights file is malformed.
  WEIGHTS_FILE("U-302", 3),
  /// A pickle or other format that can run code, or is not supported.
  FORMAT("U-303", 3),
  /// A configuration that cannot be read or lacks something.
  CONFIG("U-304", 3),
  /// An architecture that is not supported.
  ARCHITECTURE("U-305", 3),
  /// A tensor is missing, has the wrong shape or type, or values that give no numbers.
  TENSOR("U-306", 3),
  /// The tokenizer is missing or malformed.
  TOKENIZER("U-307", 3),
  /// The chat template cannot be rendered.
  TEMPLATE("U-308", 3),
  /// The model has no mask token, or none is known.
  MASK_TOKEN("U-309", 3),
  /// A data file of a task is malformed or of another format.
  TASK_DATA("U-311", 3),
  /// A session file is malformed or was made by a newer version.
  SESSION("U-310", 3),
  /// A file cannot be read.
  READ("U-401", 4),
  /// A file cannot be written (folder not writable, disk full).
  WRITE("U-402", 4),
  /// Not enough memory for what was asked.
  MEMORY("U-403", 4),
  /// The PyTorch engine or a device is not available.
  ENGINE("U-404", 4),
  /// There is no display for a window.
  DISPLAY("U-405", 4),
  /// A training that went wrong: no numbers, or a loss that runs away.
  TRAINING("U-502", 5),
  /// A re-run differs from what a session holds.
  VERIFY("U-501", 5),
  /// A defect in Unmask itself.
  INTERNAL("U-900", 70);

  private final String label;
  private final int exitStatus;

  Code(String label, int exitStatus) {
    this.label = label;
    this.exitStatus = exitStatus;
  }

  /// The short label, for example `U-302`.
  public String label() {
    return label;
  }

  /// The exit status of a process that ends with this problem.
  public int exitStatus() {
    return exitStatus;
  }
}
