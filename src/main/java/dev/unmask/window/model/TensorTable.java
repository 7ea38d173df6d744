package dev.unmask.window.model;

import dev.unmask.job.Inspection.TensorRow;
import dev.unmask.job.MemoryEstimate;
import java.util.Comparator;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.ListChangeListener;
import javafx.collections.transformation.SortedList;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// The tensors of a model, filtered by what is typed and sorted by any column.
final class TensorTable extends VBox {
  private final ModelPageModel model;
  private final TableColumn<TensorRow, String> files = texts("File", TensorRow::file, 160);
  private final Label count = Sections.label("", "note");

  TensorTable(ModelPageModel model) {
    this.model = model;
    getStyleClass().add("model-section");
    TextField filter = new TextField();
    filter.setId("tensor-filter");
    filter.setPromptText("Filter by name, type or shape");
    filter.setPrefColumnCount(24);
    filter.textProperty().bindBidirectional(model.filter());
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    HBox line = new HBox(Sections.label("TENSORS", "heading"), count, gap, filter);
    line.setAlignment(Pos.CENTER_LEFT);
    line.getStyleClass().add("tensor-line");
    TableView<TensorRow> table = table();
    VBox.setVgrow(table, Priority.ALWAYS);
    getChildren().addAll(line, table);
    model.tensors().addListener((ListChangeListener<TensorRow>) c -> count());
    count();
    model.shown().addListener((o, was, is) -> files());
    files();
  }

  private TableView<TensorRow> table() {
    TableView<TensorRow> table = new TableView<>();
    table.setId("tensors");
    table.getStyleClass().addAll("dense", "tensor-table");
    table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
    table.setPlaceholder(Sections.label("No tensor matches.", "note"));
    table.getColumns().add(texts("Name", TensorRow::name, 320));
    table.getColumns().add(texts("Type", TensorRow::type, 64));
    table.getColumns().add(texts("Shape", TensorRow::shape, 128));
    table.getColumns().add(size());
    table.getColumns().add(files);
    SortedList<TensorRow> sorted = new SortedList<>(model.tensors());
    sorted.comparatorProperty().bind(table.comparatorProperty());
    table.setItems(sorted);
    return table;
  }

  private static TableColumn<TensorRow, String> texts(
      String title, Function<TensorRow, String> text, double width) {
    TableColumn<TensorRow, String> column = new TableColumn<>(title);
    column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(text.apply(row.getValue())));
    column.setPrefWidth(width);
    return column;
  }

  private static TableColumn<TensorRow, Long> size() {
    TableColumn<TensorRow, Long> column = new TableColumn<>("Size");
    column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue().bytes()));
    column.setComparator(Comparator.naturalOrder());
    column.setPrefWidth(80);
    column.getStyleClass().add("tensor-size");
    column.setCellFactory(
        c ->
            new TableCell<>() {
              @Override
              protected void updateItem(Long bytes, boolean empty) {
                super.updateItem(bytes, empty);
                setText(empty || bytes == null ? "" : MemoryEstimate.words(bytes));
              }
            });
    return column;
  }

  /// One file need not be named in every row.
  private void files() {
    var found = model.shown().get();
    files.setVisible(found != null && found.summary().map(s -> s.files() > 1).orElse(false));
  }

  private void count() {
    count.setText(model.tensors().size() + " of " + model.allTensors());
  }
}
