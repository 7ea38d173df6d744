package dev.unmask.window.sweep;

import dev.unmask.job.sweep.Axis;
import dev.unmask.job.sweep.FurtherScore;
import dev.unmask.job.sweep.PointScore;
import dev.unmask.job.sweep.SweepSpec;
import dev.unmask.session.export.SweepExport;
import dev.unmask.task.file.Yardstick;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import org.jspecify.annotations.Nullable;

/// The points of a sweep with their intervals: the figure in numbers. Enter or a click lists the
/// items of a point; with Shift it is compared.
final class PointTable extends TableView<PointScore> {
  private static final double WIDE = 118;
  private static final double NARROW = 52;
  private static final double MEASURE = 58;
  private static final double INTERVAL = 84;
  private static final double LETTER = 7.5;
  private static final double PADDING = 16;

  private final SweepModel model;
  private @Nullable Columns columns;

  /// What the columns depend on: numbers that no item has yet get none.
  private record Columns(SweepSpec spec, List<FurtherScore> further) {}

  PointTable(SweepModel model) {
    this.model = model;
    setId("points");
    getStyleClass().add("sweep-table");
    setPlaceholder(new Label("No sweep yet"));
    model.shown().addListener((o, was, is) -> show(is));
    getSelectionModel().selectedItemProperty().addListener((o, was, is) -> choose(is));
    model.point().addListener((o, was, is) -> mark(is.intValue()));
    setMinWidth(280);
    setPrefWidth(420);
    show(model.shown().get());
  }

  /// A column for the models, if there are several, and for each knob that is turned.
  private void columns(Columns wanted) {
    getColumns().clear();
    SweepSpec spec = wanted.spec();
    if (spec.models().size() > 1 || spec.axes().isEmpty()) {
      column("model", WIDE, s -> spec.models().get(s.point().model()).title());
    }
    for (Axis axis : spec.axes()) {
      String knob = axis.parameter();
      Function<PointScore, String> value = s -> s.point().knobs().getOrDefault(knob, "");
      if (axis.values().stream().allMatch(v -> v.matches("-?\\d*\\.?\\d+"))) {
        number(knob, NARROW, value);
      } else {
        column(knob, WIDE, value);
      }
    }
    number("n", 36, s -> String.valueOf(s.items()));
    Yardstick by = spec.task().yardstick();
    if (by != Yardstick.NOTHING) {
      String unit = by.allOrNothing() ? " %" : "";
      number(by.heading() + unit, MEASURE, s -> by.text(s.share()));
      number("95 %", INTERVAL, s -> by.text(s.low(), s.high()));
    }
    for (FurtherScore further : wanted.further()) {
      number(
          further.heading(),
          NARROW,
          s -> percent(s.means().getOrDefault(further.key(), Double.NaN)));
    }
    number("evals", NARROW, s -> String.format(Locale.ROOT, "%.1f", s.evaluations()));
    number("ms", NARROW, s -> String.format(Locale.ROOT, "%.1f", s.millis()));
  }

  private void choose(@Nullable PointScore score) {
    if (score != null) {
      model.point().set(score.point().number());
    }
  }

  private void mark(int number) {
    for (PointScore score : getItems()) {
      if (score.point().number() == number) {
        getSelectionModel().select(score);
      }
    }
  }

  private void show(@Nullable SweepExport sweep) {
    List<PointScore> scores =
        sweep == null ? List.of() : sweep.scores().stream().filter(s -> s.tried() > 0).toList();
    if (sweep != null) {
      Columns wanted = new Columns(sweep.spec(), FurtherScore.of(scores));
      if (!wanted.equals(columns)) {
        columns = wanted;
        columns(wanted);
      }
    }
    setItems(FXCollections.observableArrayList(scores));
    mark(model.point().get());
  }

  /// @param least width; a long name takes more
  private TableColumn<PointScore, String> column(
      String name, double least, Function<PointScore, String> text) {
    TableColumn<PointScore, String> column = new TableColumn<>(name);
    column.setPrefWidth(Math.max(least, PADDING + LETTER * name.length()));
    column.setSortable(false);
    column.setCellValueFactory(row -> new ReadOnlyStringWrapper(text.apply(row.getValue())));
    getColumns().add(column);
    return column;
  }

  private void number(String name, double least, Function<PointScore, String> text) {
    column(name, least, text).getStyleClass().add("number");
  }

  private static String percent(double share) {
    return Double.isNaN(share) ? "" : String.format(Locale.ROOT, "%.1f", 100 * share);
  }
}
