package dev.unmask.window.shell;

import dev.unmask.window.workbench.Constraining;
import dev.unmask.window.workbench.Workbench;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.CustomMenuItem;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;

/// What can be said of a position of the canvas: pin, limit, suppress.
final class TokenMenu {
  private static final double WIDTH = 288;

  private final Workbench bench;
  private final AskCard ask;
  private final ContextMenu menu = new ContextMenu();

  TokenMenu(Workbench bench, AskCard ask) {
    this.bench = bench;
    this.ask = ask;
    menu.setId("token-menu");
  }

  /// Opens it for a position.
  ///
  /// @param canvas the node below which it opens
  /// @param cell where the position stands in that node
  void show(int position, Node canvas, Bounds cell) {
    menu.hide();
    menu.getItems().setAll(items(position));
    Point2D at = canvas.localToScreen(cell.getMinX(), cell.getMaxY() + 4);
    menu.show(canvas, at.getX(), at.getY());
  }

  private List<MenuItem> items(int position) {
    Constraining say = bench.constraining();
    List<MenuItem> items = new ArrayList<>();
    String why = say.obstacle(position);
    int[] range = say.range(position);
    boolean many = range[1] > range[0];
    items.add(words("Position " + position, "menu-heading"));
    if (!why.isEmpty()) {
      items.add(words(why, "menu-note"));
      return items;
    }
    int token = say.token(position);
    String name = token < 0 ? "this token" : say.words(token);
    items.add(item("pin-token", "Pin " + name + " here   P", token < 0, () -> say.pin(position)));
    items.add(item("pin-word", "Pin a word\u2026", false, () -> word(position)));
    items.add(
        item(
            "allow",
            many
                ? "Allow only\u2026 at positions %d to %d".formatted(range[0], range[1])
                : "Allow only\u2026",
            false,
            () -> allow(range[0], range[1])));
    items.add(item("suppress", "Never write " + name, token < 0, () -> say.suppress(token)));
    items.add(new SeparatorMenuItem());
    items.add(
        item(
            "clear",
            "Clear what is said here",
            !say.constrained(position),
            () -> say.clear(position)));
    return items;
  }

  private void word(int position) {
    ask.open(
        "Pin a word at position " + position,
        "It stands fixed from here on; a space before it counts. An id is written #123.",
        "",
        text -> bench.constraining().pinWords(position, text));
  }

  private void allow(int from, int to) {
    String now = bench.constraining().allowed(from);
    ask.open(
        from == to
            ? "Allow only\u2026 at position " + from
            : "Allow only\u2026 at positions " + from + " to " + to,
        "A regular expression of the whole token, such as [0-9]+, or words: yes, no, maybe.",
        now == null ? "" : now,
        text -> bench.constraining().allow(from, to, text));
  }

  private static MenuItem item(String id, String text, boolean disabled, Runnable action) {
    MenuItem item = new MenuItem(text);
    item.setId(id);
    item.setDisable(disabled);
    item.setOnAction(e -> action.run());
    return item;
  }

  private static MenuItem words(String text, String style) {
    Label label = Parts.label(text, style);
    label.setWrapText(true);
    label.setPrefWidth(WIDTH);
    CustomMenuItem item = new CustomMenuItem(label, false);
    item.setDisable(true);
    return item;
  }

  /// Whether it is open.
  boolean showing() {
    return menu.isShowing();
  }
}
