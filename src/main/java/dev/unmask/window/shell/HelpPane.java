package dev.unmask.window.shell;

import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/// The list of keys, above everything until it is closed.
final class HelpPane extends StackPane {
  HelpPane(String version, Runnable close) {
    getStyleClass().add("help-veil");
    setId("help-pane");
    setVisible(false);
    GridPane keys = new GridPane();
    keys.getStyleClass().add("help-keys");
    for (int i = 0; i < KeyMap.LIST.size(); i++) {
      Label key = Parts.label(KeyMap.LIST.get(i).keys(), "key");
      keys.addRow(i, key, new Label(KeyMap.LIST.get(i).words()));
    }
    HBox title =
        new HBox(
            Parts.label("Keys", "help-title"),
            Parts.gap(),
            Parts.label("Unmask " + version, "note"),
            Parts.icon("close-help", Feather.X, "Close (F1)", close));
    title.setAlignment(Pos.CENTER_LEFT);
    title.getStyleClass().add("help-line");
    VBox card = new VBox(title, keys);
    card.getStyleClass().add("help-card");
    card.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
    getChildren().add(card);
    setOnMousePressed(
        e -> {
          if (e.getTarget().equals(this)) {
            close.run();
          }
        });
  }
}
