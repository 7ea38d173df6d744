package dev.unmask.window.train;

import dev.unmask.job.Examination;
import dev.unmask.session.figure.Inks;
import dev.unmask.window.charts.Band;
import dev.unmask.window.charts.BandPlot;
import dev.unmask.window.charts.ChartColors;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntConsumer;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.scene.paint.Color;
import javafx.scene.shape.Circle;
import org.jspecify.annotations.Nullable;

/// Curves of what examinations found, with a legend that reads them at the cursor.
final class FindingsView extends VBox {
  private final Findings what;
  private final BandPlot plot;
  private final FlowPane legend = new FlowPane();
  private final Label title;

  FindingsView(Findings what, IntConsumer pick) {
    this.what = what;
    getStyleClass().add("curves");
    setId("findings-" + what.name().toLowerCase(Locale.ROOT));
    plot = new BandPlot(what.share(), pick);
    plot.setMinHeight(96);
    VBox.setVgrow(plot, Priority.ALWAYS);
    title = what.quantity().label();
    legend.getStyleClass().add("findings-legend");
    getChildren().addAll(legend, plot);
  }

  void colors(ChartColors colors) {
    plot.colors(colors);
  }

  /// @param total last step of the recipe
  void draw(int total, List<Examination> all) {
    plot.curves(total, what.bands(all));
  }

  /// Reads the curves at an examination.
  void read(List<Examination> all, @Nullable Examination at) {
    legend.getChildren().setAll(title);
    plot.cursor(at == null ? Double.NaN : at.step(), Double.NaN);
    if (at == null) {
      return;
    }
    Map<String, String> words = what.words(at);
    int number = 0;
    for (Band band : what.bands(all)) {
      int ink = Inks.line(number);
      Circle dot = new Circle(4, Color.rgb(ink >> 16, ink >> 8 & 255, ink & 255));
      Label label = new Label(band.name() + "  " + words.getOrDefault(band.name(), "\u2013"), dot);
      label.getStyleClass().add("curve-reading");
      legend.getChildren().add(label);
      number++;
    }
  }
}
