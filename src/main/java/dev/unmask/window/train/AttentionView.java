package dev.unmask.window.train;

import dev.unmask.train.Annealing;
import dev.unmask.train.Objective;
import dev.unmask.train.Recipe;
import java.util.Locale;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.TilePane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// How far attention has opened, as the mask of the present step itself: a row is a position, and
/// what it may attend to is filled. Shown only where the recipe anneals.
final class AttentionView extends HBox {
  private static final int SIZE = 12;
  private static final double CELL = 4;

  private final TrainModel model;
  private final TilePane mask = new TilePane();
  private final Label share = new Label();

  AttentionView(TrainModel model) {
    this.model = model;
    getStyleClass().add("attention");
    setId("attention");
    mask.setPrefColumns(SIZE);
    mask.setPrefTileWidth(CELL);
    mask.setPrefTileHeight(CELL);
    mask.setMaxSize(SIZE * CELL, SIZE * CELL);
    mask.setMinSize(SIZE * CELL, SIZE * CELL);
    mask.getStyleClass().add("attention-mask");
    for (int i = 0; i < SIZE * SIZE; i++) {
      Region cell = new Region();
      cell.getStyleClass().add("attention-cell");
      mask.getChildren().add(cell);
    }
    share.getStyleClass().add("standing-value");
    share.setId("attention-share");
    Label name = new Label("Attention open");
    name.getStyleClass().add("standing-name");
    VBox words = new VBox(share, name);
    words.setMinWidth(USE_PREF_SIZE);
    getChildren().addAll(mask, words);
    Tooltip.install(
        this,
        new Tooltip("The corner of this step's mask: what each position (a row) attends to."));
    model.standing().addListener((o, was, is) -> show());
    model.shown().addListener((o, was, is) -> show());
    show();
  }

  private @Nullable Annealing annealing(@Nullable Recipe recipe) {
    return recipe != null && recipe.objective() instanceof Objective.MaskedDiffusion d
        ? d.annealing()
        : null;
  }

  private void show() {
    Recipe recipe = model.shown().get();
    Annealing annealing = annealing(recipe);
    boolean there = recipe != null && annealing != null && annealing.steps() > 1;
    setVisible(there);
    setManaged(there);
    if (recipe == null || annealing == null || !there) {
      return;
    }
    long step = Math.max(0, model.standing().get().step() - 1);
    byte @Nullable [] allowed = annealing.allowed(recipe.seed(), step, SIZE);
    for (int i = 0; i < SIZE * SIZE; i++) {
      boolean open = allowed == null || allowed[i] == 1;
      mask.getChildren().get(i).setVisible(open);
    }
    share.setText(String.format(Locale.ROOT, "%.0f %%", 100 * annealing.ratio(step)));
  }
}
