package dev.unmask.window.form;

import dev.unmask.job.Domain;
import java.math.BigDecimal;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Control;
import javafx.scene.control.Spinner;
import javafx.scene.control.SpinnerValueFactory;
import javafx.scene.control.TextField;

/// The control of a knob, chosen by the kind of values that it takes. All of them edit its text, so
/// that a wrong value can stand there and be spoken of.
final class KnobControl {
  private KnobControl() {}

  static Control of(Knob<?> knob) {
    Control control =
        switch (knob.parameter().domain()) {
          case Domain.Choice choice -> choice(knob, choice);
          case Domain.Whole whole -> spinner(knob, BigDecimal.ONE);
          case Domain.Real real -> spinner(knob, new BigDecimal("0.05"));
          case Domain.Flag flag -> flag(knob);
          case Domain.Form form -> field(knob);
          case Domain.Free free -> field(knob);
        };
    control.setId(knob.parameter().name());
    control.setAccessibleText(knob.parameter().label());
    control.setAccessibleHelp(knob.parameter().help());
    control.setMaxWidth(Double.MAX_VALUE);
    return control;
  }

  private static Control choice(Knob<?> knob, Domain.Choice choice) {
    ComboBox<String> box = new ComboBox<>();
    box.getItems().setAll(choice.options());
    box.valueProperty().bindBidirectional(knob.text());
    return box;
  }

  private static Control flag(Knob<?> knob) {
    CheckBox box = new CheckBox();
    box.setSelected(Boolean.parseBoolean(knob.text().get()));
    box.selectedProperty().addListener((o, was, is) -> knob.text().set(is.toString()));
    knob.text().addListener((o, was, is) -> box.setSelected(Boolean.parseBoolean(is)));
    return box;
  }

  private static Control field(Knob<?> knob) {
    TextField field = new TextField();
    field.textProperty().bindBidirectional(knob.text());
    return field;
  }

  private static Control spinner(Knob<?> knob, BigDecimal step) {
    Spinner<String> spinner = new Spinner<>(new Steps(knob, step));
    spinner.setEditable(true);
    spinner.getEditor().textProperty().bindBidirectional(knob.text());
    return spinner;
  }

  /// Up and down from whatever number stands there, within what is allowed.
  private static final class Steps extends SpinnerValueFactory<String> {
    private final Knob<?> knob;
    private final BigDecimal step;

    Steps(Knob<?> knob, BigDecimal step) {
      this.knob = knob;
      this.step = step;
      valueProperty().bindBidirectional(knob.text());
    }

    private void move(BigDecimal by) {
      BigDecimal from;
      try {
        from = new BigDecimal(knob.text().get().strip());
      } catch (NumberFormatException e) {
        return;
      }
      String next = from.add(by).stripTrailingZeros().toPlainString();
      if (knob.parameter().complaint(next).isEmpty()) {
        setValue(next);
      }
    }

    @Override
    public void decrement(int steps) {
      move(step.multiply(BigDecimal.valueOf(-(long) steps)));
    }

    @Override
    public void increment(int steps) {
      move(step.multiply(BigDecimal.valueOf(steps)));
    }
  }
}
