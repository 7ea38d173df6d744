package dev.unmask.window.model;

import dev.unmask.job.MemoryEstimate;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// What a model needs in one number format, against what is free: weights, activations and canvas
/// one after the other on a track as long as the free memory.
final class MemoryBar extends VBox {
  private static final PseudoClass TOO_MUCH = PseudoClass.getPseudoClass("too-much");

  /// @param scale bytes of the whole width
  MemoryBar(String dtype, MemoryEstimate need, long scale) {
    getStyleClass().add("memory-bar");
    setId("memory-" + dtype);
    Label name = Sections.label(dtype, "memory-name");
    Label words =
        Sections.label(
            MemoryEstimate.words(need.needed()) + (need.fits() ? "" : ", more than is free"),
            "memory-words");
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    Track track = new Track();
    track.part("memory-free", (double) need.free() / scale);
    track.part("memory-canvas", (double) need.needed() / scale);
    track.part("memory-work", (double) (need.weights() + need.activations()) / scale);
    track.part("memory-weights", (double) need.weights() / scale);
    getChildren().addAll(new HBox(name, gap, words), track);
    pseudoClassStateChanged(TOO_MUCH, !need.fits());
    Tooltip.install(this, new Tooltip(need.inWords()));
    setAccessibleText(dtype + " needs " + need.inWords());
  }

  /// Parts that begin at the left and are shares of the width; the later ones lie above.
  private static final class Track extends Pane {
    private final java.util.List<Double> shares = new java.util.ArrayList<>();

    Track() {
      getStyleClass().add("memory-track");
    }

    void part(String style, double share) {
      Region part = new StackPane();
      part.getStyleClass().add(style);
      shares.add(share);
      getChildren().add(part);
    }

    @Override
    protected void layoutChildren() {
      for (int i = 0; i < shares.size(); i++) {
        // A model that is small beside the memory is still seen.
        double width = Math.max(2, getWidth() * Math.min(1, shares.get(i)));
        getChildren().get(i).resizeRelocate(0, 0, width, getHeight());
      }
    }
  }
}
