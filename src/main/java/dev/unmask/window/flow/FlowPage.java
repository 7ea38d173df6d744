package dev.unmask.window.flow;

import dev.unmask.flow.FlowEvaluation;
import dev.unmask.flow.FlowFrame;
import dev.unmask.job.LoadedWriter;
import dev.unmask.job.ModelCard;
import dev.unmask.session.WritingSummary;
import dev.unmask.window.charts.ChartColors;
import dev.unmask.window.form.EmptyPage;
import java.util.List;
import java.util.Locale;
import javafx.animation.AnimationTimer;
import javafx.beans.binding.Bindings;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextArea;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The page of a flow model: knobs on the left, the text in the middle, the way of a token on the
/// right.
public final class FlowPage extends BorderPane {
  private final FlowDesk desk;
  private final TokenStrip strip;
  private final WayView way = new WayView();
  private final EmptyPage empty = empty();
  private final BorderPane written = new BorderPane();
  private final Label summary = label("", "note");
  private final MenuButton stored = new MenuButton("Stored texts");
  private final Button run = new Button();
  private final AnimationTimer pulse =
      new AnimationTimer() {
        @Override
        public void handle(long now) {
          FlowPage.this.desk.pulse();
        }
      };

  /// @param open asks for the folder of a model
  /// @param close takes the page away
  public FlowPage(FlowDesk desk, Runnable open, Runnable close) {
    this.desk = desk;
    this.strip = new TokenStrip(desk::look);
    getStyleClass().addAll("model-page", "flow-page");
    setId("flow-page");
    setTop(header(open, close));
    setLeft(left());
    way.setPrefWidth(380);
    written.setCenter(middle());
    written.setRight(way);
    setCenter(new StackPane(empty, written));
    desk.version().addListener((o, was, is) -> show());
    desk.token().addListener((o, was, is) -> show());
    desk.runs().addListener((ListChangeListener<WritingSummary>) c -> fill());
    desk.running()
        .addListener(
            (o, was, is) -> {
              if (is) {
                pulse.start();
              } else {
                pulse.stop();
              }
            });
    fill();
    show();
  }

  private static Label label(String text, String style) {
    Label label = new Label(text);
    label.getStyleClass().add(style);
    return label;
  }

  private HBox header(Runnable open, Runnable close) {
    Label name = label("", "page-title");
    name.setId("flow-title");
    name.textProperty().bind(Bindings.createStringBinding(this::title, desk.model(), desk.trace()));
    Label beside = label("", "page-about");
    beside.setId("flow-beside");
    beside
        .textProperty()
        .bind(Bindings.createStringBinding(this::beside, desk.model(), desk.trace()));
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    Button other = new Button("Open L2D model\u2026", new FontIcon(Feather.FOLDER));
    other.setId("open-flow-model");
    other.setOnAction(e -> open.run());
    stored.setId("stored-texts");
    Button back = new Button(null, new FontIcon(Feather.X));
    back.setId("close-flow-page");
    back.getStyleClass().addAll("button-icon", "flat");
    back.setTooltip(new Tooltip("Back to the canvas (Esc)"));
    back.setAccessibleText("Back to the canvas");
    back.setOnAction(e -> close.run());
    HBox header = new HBox(name, beside, gap, stored, other, back);
    header.setAlignment(Pos.CENTER_LEFT);
    header.getStyleClass().add("page-header");
    return header;
  }

  /// The model of the text that is looked at; before the first, the one that is open.
  private String title() {
    FlowTrace shown = desk.trace().get();
    LoadedWriter open = desk.model().get();
    if (shown != null) {
      return shown.header().card().name();
    }
    return open == null ? "L2D" : open.card().name();
  }

  /// Its family; and which model would write, where that is another.
  private String beside() {
    FlowTrace shown = desk.trace().get();
    LoadedWriter open = desk.model().get();
    if (shown == null) {
      return open == null ? "" : open.card().family();
    }
    ModelCard card = shown.header().card();
    if (open == null) {
      return card.family() + "  \u00b7  a stored text; no L2D model is open";
    }
    boolean its = card.fingerprint().equals(open.card().fingerprint());
    return card.family()
        + (its ? "" : "  \u00b7  a stored text; %s is open".formatted(open.card().name()));
  }

  private BorderPane left() {
    TextArea prompt = new TextArea();
    prompt.setId("flow-prompt");
    prompt.setWrapText(true);
    prompt.setPrefRowCount(4);
    prompt.setPromptText("A question, or a text to continue");
    prompt.textProperty().bindBidirectional(desk.prompt());
    VBox knobs = new VBox(label("PROMPT", "heading"), prompt, label("FLOW", "heading"));
    knobs.getChildren().addAll(desk.sheet().rows());
    knobs.getStyleClass().addAll("form", "flow-form");
    ScrollPane scroll = new ScrollPane(knobs);
    scroll.setFitToWidth(true);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    run.setId("flow-run");
    run.getStyleClass().add("run");
    run.setMaxWidth(Double.MAX_VALUE);
    run.textProperty().bind(Bindings.when(desk.running()).then("Cancel").otherwise("Write"));
    run.disableProperty().bind(desk.obstacle().isNotEmpty().and(desk.running().not()));
    run.setOnAction(
        e -> {
          if (desk.running().get()) {
            desk.cancel();
          } else {
            desk.run();
          }
        });
    Label why = label("", "note");
    why.setWrapText(true);
    why.textProperty().bind(desk.obstacle());
    why.visibleProperty().bind(desk.obstacle().isNotEmpty());
    why.managedProperty().bind(why.visibleProperty());
    VBox bottom = new VBox(why, run);
    bottom.getStyleClass().add("run-pane");
    BorderPane left = new BorderPane(scroll);
    left.getStyleClass().add("form-pane");
    left.setPrefWidth(328);
    left.setBottom(bottom);
    return left;
  }

  private static EmptyPage empty() {
    EmptyPage page =
        new EmptyPage(
            "Each token is a way from noise",
            List.of(
                new EmptyPage.Point(
                    Feather.TRENDING_UP,
                    "A flow beside its base",
                    "An L2D model starts a token from noise and integrates it towards the token's"
                        + " embedding; the base reads what is written so far."),
                new EmptyPage.Point(
                    Feather.SLIDERS,
                    "More points, more thought",
                    "The solver and its grid say how often the network is asked for a token. With"
                        + " no points the base answers alone."),
                new EmptyPage.Point(
                    Feather.EYE,
                    "Every evaluation is kept",
                    "Candidates over time, the state in the plane of the vocabulary, accepted and"
                        + " rejected steps: all of it plays again without the model.")),
            "Open an L2D model, or train one with the recipe wordmath-l2d (Ctrl+T).");
    page.setId("flow-empty");
    return page;
  }

  private VBox middle() {
    ScrollPane scroll = new ScrollPane(strip);
    scroll.setFitToWidth(true);
    scroll.getStyleClass().add("flow-text");
    VBox.setVgrow(scroll, Priority.ALWAYS);
    Label help = label("Bars: passes through the network for each token. Click one.", "note");
    for (Label note : List.of(summary, help)) {
      note.setWrapText(true);
      note.setMinHeight(USE_PREF_SIZE);
    }
    VBox middle = new VBox(label("TEXT", "heading"), scroll, summary, help);
    middle.getStyleClass().add("flow-middle");
    return middle;
  }

  private void fill() {
    stored.setDisable(desk.runs().isEmpty());
    stored
        .getItems()
        .setAll(
            desk.runs().reversed().stream()
                .map(
                    w -> {
                      MenuItem item =
                          new MenuItem(
                              "%d  %s  (%s, %d points, %d tokens)"
                                  .formatted(
                                      w.run(), w.title(), w.solver(), w.steps(), w.tokens()));
                      item.setOnAction(e -> desk.replay(w));
                      return item;
                    })
                .toList());
  }

  private void show() {
    FlowTrace trace = desk.trace().get();
    empty.setVisible(trace == null);
    written.setVisible(trace != null);
    if (trace == null) {
      return;
    }
    List<FlowFrame> frames = trace.frames();
    List<FlowEvaluation> live = trace.live();
    boolean open = desk.running().get();
    strip.show(
        trace.header().spec().prompt(),
        frames,
        frames.stream().map(f -> trace.face(f.token())).toList(),
        open ? live.size() : -1,
        desk.token().get());
    way.show(trace, desk.token().get());
    long calls = frames.stream().mapToLong(FlowFrame::calls).sum();
    summary.setText(
        String.format(
            Locale.ROOT,
            "%d tokens, %d passes through the network, %.1f a token",
            frames.size(),
            calls,
            (double) calls / Math.max(1, frames.size())));
  }

  /// Colours of the theme.
  public void look(ChartColors colors, boolean dark) {
    way.look(colors);
    strip.paints(dark ? TokenStrip.Paints.DARK : TokenStrip.Paints.LIGHT);
  }
}
