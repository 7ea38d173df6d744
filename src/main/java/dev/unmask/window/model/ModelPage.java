package dev.unmask.window.model;

import dev.unmask.job.Inspection;
import java.nio.file.Path;
import java.util.function.Predicate;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The page of a model: on the left what it is and needs, on the right its card and its tensors.
public final class ModelPage extends BorderPane {
  private final ModelPageModel model;
  private final Predicate<Path> opened;
  private final Label name = Sections.label("", "page-title");
  private final Label reads = Sections.label("", "page-about");
  private final Button use = new Button("Open this model", new FontIcon(Feather.PLAY));
  private final VBox refusals = new VBox();
  private final VBox facts = new VBox();
  private final CardView card = new CardView();
  private final TensorTable tensors;
  private final ScrollPane left = new ScrollPane(facts);

  /// @param opened whether a path is that of the model that is open
  /// @param open opens the model that is shown
  /// @param close takes the page away
  public ModelPage(ModelPageModel model, Predicate<Path> opened, Runnable open, Runnable close) {
    this.model = model;
    this.opened = opened;
    getStyleClass().add("model-page");
    setId("model-page");
    tensors = new TensorTable(model);
    refusals.getStyleClass().add("refusals");
    refusals.setId("refusals");
    facts.getStyleClass().add("model-facts");
    left.setFitToWidth(true);
    left.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    left.getStyleClass().add("model-left");
    VBox right = new VBox(card, tensors);
    right.getStyleClass().add("model-right");
    VBox.setVgrow(tensors, Priority.ALWAYS);
    setTop(new VBox(header(open, close), refusals));
    setLeft(left);
    setCenter(right);
    model.shown().addListener((o, was, is) -> show(is));
    show(model.shown().get());
  }

  private HBox header(Runnable open, Runnable close) {
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    name.setMinWidth(0);
    use.setId("use-model");
    use.setOnAction(e -> open.run());
    Button back = new Button(null, new FontIcon(Feather.X));
    back.setId("close-model-page");
    back.getStyleClass().addAll("button-icon", "flat");
    back.setTooltip(new Tooltip("Back to the canvas (Esc)"));
    back.setAccessibleText("Back to the canvas");
    back.setOnAction(e -> close.run());
    HBox header = new HBox(name, reads, gap, use, back);
    header.setAlignment(Pos.CENTER_LEFT);
    header.getStyleClass().add("page-header");
    return header;
  }

  private void show(@Nullable Inspection found) {
    refusals.getChildren().clear();
    facts.getChildren().clear();
    boolean there = found != null && found.summary().isPresent();
    tensors.setVisible(there);
    left.setVisible(there);
    use.setVisible(found != null && found.refusals().isEmpty() && !opened.test(found.path()));
    if (found == null) {
      name.setText("");
      reads.setText("");
      card.show("");
      return;
    }
    name.setText(found.name());
    reads.setText(
        found.shape().map(s -> s.family() + " \u00b7 " + s.reads()).orElse("cannot be opened"));
    found.refusals().forEach(p -> refusals.getChildren().add(Sections.problem(p, true)));
    found.notices().forEach(p -> refusals.getChildren().add(Sections.problem(p, false)));
    found.summary().ifPresent(s -> facts.getChildren().add(Sections.facts(found, s)));
    if (!found.memory().isEmpty()) {
      facts.getChildren().add(Sections.memory(found.memory()));
    }
    if (!found.special().isEmpty()) {
      facts.getChildren().add(Sections.special(found.special()));
    }
    if (there) {
      facts.getChildren().add(new HashView(model));
    }
    if (!found.generation().isEmpty()) {
      facts.getChildren().add(Sections.generation(found.generation()));
    }
    card.show(found.summary().map(Inspection.Summary::card).orElse(""));
  }
}
