package dev.unmask.task.file;

/// Says how right a text is.
@FunctionalInterface
public interface Judge {
  /// @param written any text
  Judgement judge(String written);
}
