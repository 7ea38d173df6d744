package dev.unmask.window.sweep;

import dev.unmask.job.sweep.PointScore;
import dev.unmask.session.export.SweepExport;
import java.util.List;
import java.util.Locale;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import org.jspecify.annotations.Nullable;

/// The points of a sweep with their intervals: the figure in numbers. Enter or a click lists the
/// items of a point; with Shift it is compared.
final class PointTable extends TableView<PointScore> {
  private final SweepModel model;

  PointTable(SweepModel model) {
    this.model = model;
    setId("points");
    setPlaceholder(new Label("No sweep yet"));
    column("point", 172, s -> label(s));
    column("n", 44, s -> String.valueOf(s.items()));
    column("%", 54, s -> percent(s.share()));
    column("95 %", 88, s -> percent(s.low()) + "–" + percent(s.high()));
    column("evals", 56, s -> String.format(Locale.ROOT, "%.1f", s.evaluations()));
    column("ms", 56, s -> String.format(Locale.ROOT, "%.1f", s.millis()));
    model.shown().addListener((o, was, is) -> show(is));
    getSelectionModel().selectedItemProperty().addListener((o, was, is) -> choose(is));
    model.point().addListener((o, was, is) -> mark(is.intValue()));
    setMinWidth(280);
    setPrefWidth(420);
    show(model.shown().get());
  }

  private String label(PointScore score) {
    SweepExport sweep = model.shown().get();
    return sweep == null ? "" : sweep.spec().label(score.point());
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
    setItems(FXCollections.observableArrayList(scores));
    mark(model.point().get());
  }

  private void column(
      String name, double width, java.util.function.Function<PointScore, String> text) {
    TableColumn<PointScore, String> column = new TableColumn<>(name);
    column.setPrefWidth(width);
    column.setSortable(false);
    column.setCellValueFactory(row -> new ReadOnlyStringWrapper(text.apply(row.getValue())));
    getColumns().add(column);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f", 100 * share);
  }
}
