package dev.unmask.window.shell;

import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// Three things to try, until they are dismissed.
final class TryThis extends VBox {
  private record Tip(Feather icon, String title, String words) {}

  private static final List<Tip> TIPS =
      List.of(
          new Tip(
              Feather.PLAY, "Watch it again", "Space plays. \u2190 and \u2192 go step by step."),
          new Tip(
              Feather.MOUSE_POINTER,
              "Ask a token",
              "Point at one to see what else was considered."),
          new Tip(
              Feather.EDIT_3, "Hide a word", "In the draft, drag over words, press M, and run."));

  /// @param dismissed called when the user has seen enough
  TryThis(Runnable dismissed) {
    getStyleClass().add("try-this");
    setId("try-this");
    HBox line = new HBox(Parts.label("THREE THINGS TO TRY", "heading"), Parts.gap());
    line.getChildren().add(Parts.icon("dismiss-tips", Feather.X, "Dismiss", dismissed));
    line.setAlignment(Pos.CENTER_LEFT);
    HBox cards = new HBox();
    cards.getStyleClass().add("try-cards");
    for (Tip tip : TIPS) {
      Label title = Parts.label(tip.title, "try-title");
      title.setGraphic(new FontIcon(tip.icon));
      Label words = Parts.label(tip.words, "try-words");
      words.setWrapText(true);
      VBox card = new VBox(title, words);
      card.getStyleClass().add("try-card");
      card.setPrefWidth(200);
      HBox.setHgrow(card, Priority.ALWAYS);
      cards.getChildren().add(card);
    }
    getChildren().addAll(line, cards);
  }

  void show(boolean shown) {
    setVisible(shown);
    setManaged(shown);
  }
}
