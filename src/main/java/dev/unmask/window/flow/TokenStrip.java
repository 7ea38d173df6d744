package dev.unmask.window.flow;

import dev.unmask.flow.FlowFrame;
import dev.unmask.flow.Integration;
import dev.unmask.window.trace.Face;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.Text;

/// The text so far, a bar under each token for the passes through the network that it took.
final class TokenStrip extends Region {
  private static final double LINE = 56;
  private static final double BAR = 20;
  private static final double TOP = 8;
  private static final Font FONT = Font.font(16);
  private static final Font SMALL = Font.font(11);

  /// How it is painted.
  ///
  /// @param text of tokens
  /// @param given of the prompt
  /// @param bar under tokens
  /// @param early bars of tokens that were decoded early
  /// @param chosen behind the token that is looked at
  record Paints(Color text, Color given, Color bar, Color early, Color chosen) {
    static final Paints LIGHT =
        new Paints(
            Color.web("#1f2328"),
            Color.web("#57606a"),
            Color.web("#0a5cb8"),
            Color.web("#bc4c00"),
            Color.web("#ffe9d9"));
    static final Paints DARK =
        new Paints(
            Color.web("#f0f6fc"),
            Color.web("#9198a1"),
            Color.web("#6cb0ff"),
            Color.web("#f0883e"),
            Color.web("#3d2a1a"));
  }

  private static final double GAP = 8;

  private record Place(int index, double x, double y, double width) {}

  private final Canvas canvas = new Canvas();
  private final List<Place> places = new ArrayList<>();
  private final IntConsumer pick;
  private Paints paints = Paints.LIGHT;
  private String given = "";
  private List<FlowFrame> frames = List.of();
  private List<Face> faces = List.of();
  private int live = -1;
  private int chosen = -1;
  private double height = LINE;

  /// @param pick gets the token that the user points at
  TokenStrip(IntConsumer pick) {
    this.pick = pick;
    getStyleClass().add("token-strip");
    setFocusTraversable(true);
    setAccessibleText("The text that is written, token by token");
    canvas.setManaged(false);
    getChildren().add(canvas);
    addEventHandler(MouseEvent.MOUSE_PRESSED, this::pressed);
    addEventHandler(KeyEvent.KEY_PRESSED, this::key);
  }

  void paints(Paints wanted) {
    paints = wanted;
    paint();
  }

  /// @param before the prompt
  /// @param tokens so far, with their faces
  /// @param evaluations of the token that is being integrated, or -1 if none is
  void show(String before, List<FlowFrame> tokens, List<Face> looks, int evaluations, int looked) {
    given = before;
    frames = tokens;
    faces = looks;
    live = evaluations;
    chosen = looked;
    setAccessibleHelp(tokens.size() + " tokens, token " + (looked + 1) + " is looked at");
    paint();
  }

  private static double width(String text, Font font) {
    Text node = new Text(text);
    node.setFont(font);
    return node.getLayoutBounds().getWidth();
  }

  private void paint() {
    double wide = getWidth();
    if (wide <= 0) {
      return;
    }
    place(wide);
    canvas.setWidth(wide);
    canvas.setHeight(height);
    GraphicsContext g = canvas.getGraphicsContext2D();
    g.clearRect(0, 0, wide, height);
    int most = Math.max(live, frames.stream().mapToInt(FlowFrame::calls).max().orElse(1));
    for (Place p : places) {
      if (p.index() >= 0 && p.index() == chosen) {
        g.setFill(paints.chosen());
        g.fillRoundRect(p.x() - 1, p.y() - 2, p.width() + 2, LINE - 8, 4, 4);
      }
    }
    double x = 0;
    double y = TOP;
    g.setFont(FONT);
    g.setFill(paints.given());
    for (String word : words(given)) {
      double w = width(word, FONT);
      if (x + w > wide && x > 0) {
        x = 0;
        y += LINE;
      }
      g.fillText(word, x, y + 16);
      x += w;
    }
    for (Place p : places) {
      boolean open = p.index() == frames.size();
      Face face = open ? new Face("\u2026", false, false) : faces.get(p.index());
      g.setFont(face.chip() ? SMALL : FONT);
      g.setFill(face.chip() ? paints.given() : paints.text());
      g.fillText(face.text(), p.x() + 1, p.y() + 16);
      int calls = open ? live : frames.get(p.index()).calls();
      boolean early = !open && frames.get(p.index()).end() != Integration.End.REACHED;
      double tall = Math.max(1, BAR * calls / Math.max(1, most));
      g.setFill(early ? paints.early() : paints.bar());
      g.fillRect(p.x() + 1, p.y() + 22, Math.max(2, p.width() - 2), tall);
    }
  }

  private static String[] words(String text) {
    return text.isEmpty() ? new String[0] : text.split("(?<=\\s)");
  }

  private void place(double wide) {
    places.clear();
    double x = 0;
    double y = TOP;
    for (String word : words(given)) {
      double w = width(word, FONT);
      if (x + w > wide && x > 0) {
        x = 0;
        y += LINE;
      }
      x += w;
    }
    int all = frames.size() + (live >= 0 ? 1 : 0);
    x += apart() ? GAP : 0;
    for (int i = 0; i < all; i++) {
      Face face = i < frames.size() ? faces.get(i) : new Face("\u2026", false, false);
      double w = Math.max(12, width(face.text(), face.chip() ? SMALL : FONT) + 2);
      if (x + w > wide && x > 0) {
        x = 0;
        y += LINE;
      }
      places.add(new Place(i, x, y, w));
      x += w;
      if (face.breaks()) {
        x = 0;
        y += LINE;
      }
    }
    double needed = y + LINE;
    if (needed != height) {
      height = needed;
      requestLayout();
    }
  }

  /// Whether nothing else keeps the prompt from the first token.
  private boolean apart() {
    boolean spaced = !faces.isEmpty() && Character.isWhitespace(first(faces.getFirst().text()));
    return !given.isEmpty() && !Character.isWhitespace(given.charAt(given.length() - 1)) && !spaced;
  }

  private static char first(String text) {
    return text.isEmpty() ? 'x' : text.charAt(0);
  }

  private void pressed(MouseEvent e) {
    requestFocus();
    for (Place p : places) {
      boolean inside = e.getX() >= p.x() && e.getX() < p.x() + p.width();
      if (inside && e.getY() >= p.y() - 4 && e.getY() < p.y() + LINE - 4) {
        pick.accept(p.index());
      }
    }
  }

  private void key(KeyEvent e) {
    if (e.getCode() == KeyCode.LEFT || e.getCode() == KeyCode.RIGHT) {
      pick.accept(chosen + (e.getCode() == KeyCode.LEFT ? -1 : 1));
      e.consume();
    }
  }

  @Override
  protected void layoutChildren() {
    if (getWidth() != canvas.getWidth()) {
      paint();
    }
  }

  @Override
  protected double computePrefHeight(double width) {
    return height;
  }
}
