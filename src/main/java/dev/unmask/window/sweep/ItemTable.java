package dev.unmask.window.sweep;

import dev.unmask.job.sweep.SweepRow;
import dev.unmask.session.StoredSweeps;
import dev.unmask.session.export.SweepExport;
import dev.unmask.task.file.Yardstick;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import org.jspecify.annotations.Nullable;

/// What came of each item at the chosen point, and what the other point made of it.
final class ItemTable extends TableView<ItemTable.Line> {
  private final SweepModel model;
  private @Nullable Columns columns;

  /// What the columns depend on.
  private record Columns(Yardstick by, boolean chains) {}

  /// @param other whether the point that is compared solved it, in words; empty without one
  record Line(StoredSweeps.StoredItem item, SweepRow row, String other) {}

  /// @param open is given a row that the user wants to see as a run
  ItemTable(SweepModel model, Consumer<SweepRow> open) {
    this.model = model;
    setId("items");
    getStyleClass().add("sweep-table");
    setPlaceholder(new Label("Choose a point in the figure or the table to see its items"));
    model.shown().addListener((o, was, is) -> show());
    model.point().addListener((o, was, is) -> show());
    model.other().addListener((o, was, is) -> show());
    setOnMouseClicked(
        e -> {
          if (e.getClickCount() == 2) {
            opened(open);
          }
        });
    setOnKeyPressed(
        e -> {
          if (e.getCode() == KeyCode.ENTER) {
            opened(open);
            e.consume();
          }
        });
    show();
  }

  /// What is said of an item depends on what counts of the task.
  private void columns(Columns wanted) {
    getColumns().clear();
    Yardstick by = wanted.by();
    column("item", 140, l -> l.item().id());
    if (by != Yardstick.NOTHING) {
      String result = by.allOrNothing() ? "result" : by.heading();
      column(result, by.allOrNothing() ? 68 : 100, l -> mark(by, l.row()));
    }
    if (wanted.chains()) {
      column("chain", 64, l -> chain(l.row()));
    }
    if (by != Yardstick.NOTHING) {
      column("compared", 100, Line::other);
    }
    column("replay", 64, l -> model.kept(l.row()).isPresent() ? "kept" : "");
    column("question", 330, l -> line(l.item().asked()));
    if (by != Yardstick.NOTHING) {
      column("right answer", 200, l -> line(l.item().target()));
    }
    column("written", 220, l -> line(l.row().written()));
    column(by.allOrNothing() ? "what is wrong" : "note", 200, l -> l.row().words());
  }

  private void opened(Consumer<SweepRow> open) {
    Line line = getSelectionModel().getSelectedItem();
    if (line != null) {
      open.accept(line.row());
    }
  }

  private void show() {
    SweepExport sweep = model.shown().get();
    int point = model.point().get();
    List<Line> lines = new ArrayList<>();
    if (sweep != null) {
      Columns wanted =
          new Columns(
              sweep.spec().task().yardstick(),
              sweep.rows().stream().anyMatch(r -> r.scores().containsKey("chain")));
      if (!wanted.equals(columns)) {
        columns = wanted;
        columns(wanted);
      }
    }
    if (sweep != null && point >= 0) {
      Yardstick by = sweep.spec().task().yardstick();
      Map<SweepRow.Key, SweepRow> others = new HashMap<>();
      for (SweepRow row : sweep.rows()) {
        if (row.point() == model.other().get()) {
          others.put(new SweepRow.Key(0, row.repeat(), row.item()), row);
        }
      }
      for (SweepRow row : sweep.rows()) {
        if (row.point() == point) {
          SweepRow other = others.get(new SweepRow.Key(0, row.repeat(), row.item()));
          lines.add(
              new Line(sweep.items().get(row.item()), row, other == null ? "" : mark(by, other)));
        }
      }
    }
    setItems(FXCollections.observableArrayList(lines));
  }

  private static String mark(Yardstick by, SweepRow row) {
    return row.skipped() ? "skipped" : by.item(row.right(), row.scores());
  }

  private static String chain(SweepRow row) {
    Double chain = row.scores().get("chain");
    return chain == null ? "" : chain > 0 ? "right" : "wrong";
  }

  private static String line(String text) {
    return text.replace('\n', ' ');
  }

  private void column(String name, double width, Function<Line, String> text) {
    TableColumn<Line, String> column = new TableColumn<>(name);
    column.setPrefWidth(width);
    column.setCellValueFactory(row -> new ReadOnlyStringWrapper(text.apply(row.getValue())));
    getColumns().add(column);
  }
}
