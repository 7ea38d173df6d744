package dev.unmask.window.shell;

import dev.unmask.window.timeline.Playhead;
import dev.unmask.window.workbench.Workbench;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;

/// The keys of the window. Text fields keep the keys that they need.
final class KeyMap {
  /// @param keys what to press
  /// @param words what it does
  record Entry(String keys, String words) {}

  /// The list that F1 shows.
  static final List<Entry> LIST =
      List.of(
          new Entry("Ctrl+Enter", "Run; on the training page, train"),
          new Entry("Ctrl+.", "Cancel the run, or stop the training; what is done is kept"),
          new Entry("Space", "Play or pause"),
          new Entry("\u2190  \u2192", "One step back or on"),
          new Entry("Home  End", "First or newest step"),
          new Entry("\u2191  \u2193", "On the canvas: one line up or down"),
          new Entry("Ctrl+\u2190  Ctrl+\u2192", "On the canvas: previous or next position"),
          new Entry("Shift with these", "Select positions"),
          new Entry("M", "Mask or unmask the selected tokens of the draft"),
          new Entry("P", "Pin the token under the cursor for the next run"),
          new Entry("Menu key  Shift+F10", "On the canvas: pin, allow only, suppress, clear"),
          new Entry("G", "Text or grid"),
          new Entry("Ctrl+plus  Ctrl+minus", "Larger or smaller tokens; Ctrl+0 as at first"),
          new Entry("Ctrl+S", "Save the session under a name"),
          new Entry("Ctrl+O", "Open a session"),
          new Entry("Ctrl+N", "New session"),
          new Entry("Ctrl+Shift+O", "Open a model"),
          new Entry("Ctrl+I", "What the open model is"),
          new Entry("Ctrl+Shift+F", "Write with a flow model (L2D)"),
          new Entry("Ctrl+K", "Sweeps: accuracy against knobs"),
          new Entry("Ctrl+J", "Likelihood of a text"),
          new Entry("Ctrl+T", "Train a model"),
          new Entry("Ctrl+Shift+L", "Light or dark"),
          new Entry("Ctrl+Shift+M", "Reduce motion, or not"),
          new Entry("F1", "This list"));

  private final Workbench bench;
  private final Commands commands;

  private KeyMap(Workbench bench, Commands commands) {
    this.bench = bench;
    this.commands = commands;
  }

  static void install(Scene scene, Workbench bench, Commands commands) {
    KeyMap map = new KeyMap(bench, commands);
    scene.addEventFilter(KeyEvent.KEY_PRESSED, e -> map.pressed(e, scene.getFocusOwner()));
  }

  private void pressed(KeyEvent e, @Nullable Node focus) {
    boolean done = e.isShortcutDown() ? withShortcut(e) : plain(e, focus);
    if (done) {
      e.consume();
    }
  }

  private boolean withShortcut(KeyEvent e) {
    boolean shift = e.isShiftDown();
    switch (e.getCode()) {
      case ENTER -> commands.run();
      case PERIOD -> commands.cancel();
      case S -> {
        if (shift) {
          commands.saveSessionAs();
        } else {
          commands.saveSession();
        }
      }
      case O -> {
        if (shift) {
          commands.openModel();
        } else {
          commands.openSession();
        }
      }
      case N -> commands.newSession();
      case I -> commands.aboutModel();
      case F -> {
        if (!shift) {
          return false;
        }
        commands.showFlow();
      }
      case K -> commands.sweeps();
      case J -> commands.bounds();
      case T -> commands.training();
      case PLUS, EQUALS, ADD -> bench.canvas().zoomBy(1);
      case MINUS, SUBTRACT -> bench.canvas().zoomBy(-1);
      case DIGIT0, NUMPAD0 -> bench.canvas().zoom().set(1);
      case L -> {
        if (!shift) {
          return false;
        }
        commands.toggleTheme();
      }
      case M -> {
        if (!shift) {
          return false;
        }
        var still = bench.canvas().reduceMotion();
        still.set(!still.get());
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean plain(KeyEvent e, @Nullable Node focus) {
    switch (e.getCode()) {
      case F1 -> {
        commands.toggleHelp();
        return true;
      }
      default -> {
        return !e.isAltDown()
            && commands.canvasShown()
            && !(focus instanceof TextInputControl)
            && !(focus instanceof ComboBoxBase<?>)
            && forRun(e, focus);
      }
    }
  }

  private void pin() {
    int at = bench.canvas().position().get();
    if (at < 0) {
      bench
          .notices()
          .tell("No token is selected.", "Click a token of the canvas, then press P to pin it.");
    } else if (bench.constraining().token(at) < 0) {
      bench
          .notices()
          .tell(
              "Nothing stands at this position yet.",
              "Pin a word there with the menu key or the right mouse button.");
    } else {
      bench.constraining().pin(at);
    }
  }

  private boolean forRun(KeyEvent e, @Nullable Node focus) {
    Playhead head = bench.head();
    switch (e.getCode()) {
      case SPACE -> {
        if (focus instanceof ButtonBase) {
          return false;
        }
        head.toggle();
      }
      case LEFT -> head.moveBy(-1);
      case RIGHT -> head.moveBy(1);
      case HOME -> head.moveTo(0);
      case END -> head.moveTo(head.newest().get());
      case M -> bench.toggleMasks();
      case P -> pin();
      case G -> bench.canvas().grid().set(!bench.canvas().grid().get());
      default -> {
        return false;
      }
    }
    return true;
  }
}
