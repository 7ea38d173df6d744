package dev.unmask.window.form;

import dev.unmask.job.Parameter;
import dev.unmask.job.Values;
import java.math.BigDecimal;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// One parameter on the form: the text that stands there, and what is wrong with it.
///
/// @param <T> the type of its values
public final class Knob<T> {
  private final Parameter<T> parameter;
  private final StringProperty text;
  private final ReadOnlyStringWrapper complaint = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper idle = new ReadOnlyStringWrapper("");
  private final ReadOnlyBooleanWrapper changed = new ReadOnlyBooleanWrapper();
  private final ReadOnlyStringWrapper usualText = new ReadOnlyStringWrapper("");
  private T usual;

  /// At the parameter's default.
  public Knob(Parameter<T> parameter) {
    this.parameter = parameter;
    usual = parameter.fallback();
    usualText.set(written(usual));
    text = new SimpleStringProperty(written(parameter.fallback()));
    text.addListener((o, was, is) -> check());
  }

  /// A value as a person would type it: 1 rather than 1.0, 0.00001 rather than 1.0E-5.
  static String written(Object value) {
    return value instanceof Double d && Double.isFinite(d)
        ? BigDecimal.valueOf(d).stripTrailingZeros().toPlainString()
        : value.toString();
  }

  private void check() {
    complaint.set(parameter.complaint(text.get()).orElse(""));
    T value = parameter.domain().read(text.get());
    changed.set(value == null || !value.equals(usual));
  }

  /// What it is.
  public Parameter<T> parameter() {
    return parameter;
  }

  /// What stands in the control.
  public StringProperty text() {
    return text;
  }

  /// What is wrong with the text, in words; empty if nothing is.
  public ReadOnlyStringProperty complaint() {
    return complaint.getReadOnlyProperty();
  }

  /// Why it has no effect at present; empty if it has one.
  public ReadOnlyStringProperty idle() {
    return idle.getReadOnlyProperty();
  }

  /// What stands there where the user says nothing, as a person would type it.
  public ReadOnlyStringProperty usual() {
    return usualText.getReadOnlyProperty();
  }

  /// Whether the value differs from the default, or from what the chosen preset says.
  public ReadOnlyBooleanProperty changed() {
    return changed.getReadOnlyProperty();
  }

  /// Back to the default, or to what the chosen preset says.
  public void reset() {
    text.set(written(usual));
  }

  /// Puts a value there that counts as unchanged: what stands there where the user says nothing.
  public void begin(T value) {
    usual = value;
    usualText.set(written(value));
    text.set(written(value));
    check();
  }

  boolean wrong() {
    return !complaint.get().isEmpty();
  }

  Values in(Values values) {
    return values.parsed(parameter, text.get());
  }

  void take(Values values) {
    text.set(written(values.get(parameter)));
  }

  /// What stands there where the user says nothing: what the model or the preset says of it.
  void usual(Values values) {
    usual = values.get(parameter);
    usualText.set(written(usual));
    check();
  }

  void idle(String reason) {
    idle.set(reason);
  }
}
