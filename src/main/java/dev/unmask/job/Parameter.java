package dev.unmask.job;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.util.Optional;

/// One knob, defined once: the form, the command line, the JSON of a spec and the reference page
/// are all made from it.
///
/// @param name the key in JSON and, after two dashes, the option of the command line
/// @param label what a form writes beside the control
/// @param group the heading under which it stands
/// @param domain the values that it may take
/// @param fallback the value where the user says nothing
/// @param unit what a number counts, or empty
/// @param help one or two plain sentences
/// @param published the name that papers and their code use, or empty
/// @param <T> the Java type of a value
public record Parameter<T>(
    String name,
    String label,
    String group,
    Domain<T> domain,
    T fallback,
    String unit,
    String help,
    String published) {

  public Parameter {
    if (!domain.holds(fallback)) {
      throw new IllegalArgumentException(name + ": the default is not allowed");
    }
  }

  /// The value that a text stands for.
  ///
  /// @throws Problem PARAMETER if the text is of the wrong type or out of range
  public T parse(String text) {
    T value = domain.read(text);
    if (value == null) {
      throw refusal("“" + text + "”");
    }
    return checked(value);
  }

  /// The value itself if it is allowed.
  ///
  /// @throws Problem PARAMETER if it is not
  public T checked(T value) {
    if (!domain.holds(value)) {
      throw refusal(String.valueOf(value));
    }
    return value;
  }

  /// What is wrong with a text as a value of this parameter, or empty if nothing is: for the line
  /// under a field.
  public Optional<String> complaint(String text) {
    T value = domain.read(text);
    return value != null && domain.holds(value)
        ? Optional.empty()
        : Optional.of(sentence(value == null ? "“" + text + "”" : String.valueOf(value)));
  }

  private Problem refusal(String value) {
    return new Problem(
        Code.PARAMETER, sentence(value), "Leave it out for the default, %s.".formatted(fallback));
  }

  private String sentence(String value) {
    return "%s must be %s, not %s.".formatted(label, domain.words(), value);
  }

  @Override
  public String toString() {
    return name;
  }
}
