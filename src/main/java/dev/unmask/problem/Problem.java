package dev.unmask.problem;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Something that went wrong in a way a person can act on: one plain sentence, what to do next, and
/// a short code that can be quoted.
///
/// Thrown wherever input is refused or a run cannot go on. The command line prints it and exits
/// with [Code#exitStatus]; the window shows it. The cause, if any, goes to the log only.
public final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Code code;
  private final String remedy;

  /// @param code which kind of problem this is
  /// @param sentence what is wrong, one plain sentence that ends with a full stop
  /// @param remedy what the user can do next, one sentence
  public Problem(Code code, String sentence, String remedy) {
    this(code, sentence, remedy, null);
  }

  /// As above, with the technical cause for the log.
  public Problem(Code code, String sentence, String remedy, @Nullable Throwable cause) {
    super(Objects.requireNonNull(sentence), cause);
    this.code = Objects.requireNonNull(code);
    this.remedy = Objects.requireNonNull(remedy);
  }

  /// Which kind of problem this is.
  public Code code() {
    return code;
  }

  /// What is wrong, one plain sentence.
  public String sentence() {
    return Objects.requireNonNull(getMessage());
  }

  /// What the user can do next.
  public String remedy() {
    return remedy;
  }

  /// The three parts on one line, as the command line prints them.
  public String inOneLine() {
    return sentence() + " " + remedy + " [" + code.label() + "]";
  }
}
