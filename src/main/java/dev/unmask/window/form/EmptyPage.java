package dev.unmask.window.form;

import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// What a page is for, before there is anything to show on it.
public final class EmptyPage extends VBox {
  private static final double WIDTH = 520;

  /// Something to know.
  public record Point(Feather icon, String title, String words) {}

  /// @param start how to begin
  public EmptyPage(String title, List<Point> points, String start) {
    getStyleClass().add("empty-page");
    setAlignment(Pos.CENTER);
    VBox all = new VBox();
    points.forEach(p -> all.getChildren().add(row(p)));
    all.getStyleClass().add("empty-points");
    all.setMaxWidth(WIDTH);
    getChildren().addAll(label(title, "page-title"), all, label(start, "page-about"));
  }

  private static Label label(String text, String style) {
    Label label = new Label(text);
    label.getStyleClass().add(style);
    label.setWrapText(true);
    return label;
  }

  private static HBox row(Point point) {
    VBox both = new VBox(4, label(point.title(), "try-title"), label(point.words(), "page-about"));
    HBox.setHgrow(both, Priority.ALWAYS);
    both.setMinWidth(0);
    HBox row = new HBox(16, new FontIcon(point.icon()), both);
    row.getStyleClass().add("empty-point");
    return row;
  }
}
