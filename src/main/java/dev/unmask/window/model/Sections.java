package dev.unmask.window.model;

import dev.unmask.job.Inspection;
import dev.unmask.job.MemoryEstimate;
import dev.unmask.problem.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The sections of a model's page that are only looked at.
final class Sections {
  private static final double NAMES = 104;

  private Sections() {}

  static Label label(String text, String style) {
    Label label = new Label(text);
    label.getStyleClass().add(style);
    return label;
  }

  static VBox section(String title, Region body) {
    VBox section = new VBox(label(title, "heading"), body);
    section.getStyleClass().add("model-section");
    return section;
  }

  /// Why a model cannot be opened, or what is worth knowing.
  static HBox problem(Problem p, boolean trouble) {
    FontIcon icon = new FontIcon(trouble ? Feather.ALERT_TRIANGLE : Feather.INFO);
    Label sentence = label(p.sentence(), "notice-sentence");
    Label remedy = label(p.remedy(), "notice-remedy");
    sentence.setWrapText(true);
    remedy.setWrapText(true);
    VBox words = new VBox(sentence, remedy);
    words.setMinWidth(0);
    HBox.setHgrow(words, Priority.ALWAYS);
    HBox row = new HBox(icon, words, label(p.code().label(), "notice-code"));
    row.setAlignment(Pos.CENTER_LEFT);
    row.getStyleClass().addAll("notice", trouble ? "trouble" : "hint");
    return row;
  }

  static VBox facts(Inspection found, Inspection.Summary s) {
    GridPane grid = grid();
    String named =
        s.architectures().isEmpty() ? s.modelType() : String.join(", ", s.architectures());
    row(grid, "Architecture", named);
    row(grid, "Licence", s.licence().isEmpty() ? "not named" : s.licence());
    row(grid, "Parameters", String.format(Locale.ROOT, "%,d", s.parameters()));
    found
        .shape()
        .ifPresent(
            n -> {
              row(
                  grid,
                  "Shape",
                  String.format(Locale.ROOT, "%d layers of width %,d", n.layers(), n.width()));
              row(grid, "Key heads", n.heads() + " of width " + n.headWidth());
              row(grid, "Vocabulary", String.format(Locale.ROOT, "%,d ids", n.vocabulary()));
              row(grid, "Canvas", String.format(Locale.ROOT, "up to %,d", n.positions()));
            });
    row(
        grid,
        "Weights",
        "%s, %s of %s"
            .formatted(
                s.files() == 1 ? "1 file" : s.files() + " files",
                MemoryEstimate.words(s.bytes()),
                s.format()));
    for (Inspection.TypeShare t : found.types()) {
      row(
          grid,
          t.type(),
          (t.tensors() == 1 ? "1 tensor, " : t.tensors() + " tensors, ")
              + MemoryEstimate.words(t.bytes()));
    }
    if (!s.tags().isEmpty()) {
      row(grid, "Tags", String.join(", ", s.tags()));
    }
    if (s.remoteCode()) {
      row(grid, "Python code", "named by config.json, never run");
    }
    row(grid, "Fingerprint", s.fingerprint().substring(0, 16) + "\u2026");
    return section("WHAT IT IS", grid);
  }

  static VBox memory(Map<String, MemoryEstimate> needs) {
    VBox bars = new VBox();
    bars.getStyleClass().add("memory-bars");
    long free = needs.values().stream().mapToLong(MemoryEstimate::free).max().orElse(0);
    long scale =
        Math.max(free, needs.values().stream().mapToLong(MemoryEstimate::needed).max().orElse(1));
    needs.forEach((dtype, need) -> bars.getChildren().add(new MemoryBar(dtype, need, scale)));
    bars.getChildren().add(label(MemoryEstimate.words(free) + " are free now", "note"));
    return section("MEMORY THAT IT NEEDS", bars);
  }

  static VBox special(List<Inspection.SpecialId> ids) {
    GridPane grid = grid();
    for (Inspection.SpecialId s : ids) {
      Label text = label(shown(s.text()), "special-text");
      Label id = label(Integer.toString(s.id()), "special-id");
      text.setTooltip(new Tooltip(shown(s.text())));
      HBox both = new HBox(id, text);
      both.getStyleClass().add("special-row");
      grid.addRow(grid.getRowCount(), label(s.role(), "fact-name"), both);
    }
    return section("SPECIAL IDS", grid);
  }

  static VBox generation(Map<String, String> values) {
    GridPane grid = grid();
    values.forEach((key, value) -> row(grid, key, value));
    return section("DEFAULTS OF ITS AUTHORS", grid);
  }

  /// A text on one line, whatever is in it.
  private static String shown(String text) {
    return text.isEmpty() ? "(no text)" : text.replaceAll("\\p{C}", "\uFFFD");
  }

  private static GridPane grid() {
    GridPane grid = new GridPane();
    grid.getStyleClass().add("model-grid");
    ColumnConstraints names = new ColumnConstraints();
    names.setMinWidth(NAMES);
    names.setMaxWidth(168);
    ColumnConstraints values = new ColumnConstraints();
    values.setHgrow(Priority.ALWAYS);
    grid.getColumnConstraints().setAll(names, values);
    return grid;
  }

  private static void row(GridPane grid, String name, String value) {
    Label label = label(name, "fact-name");
    Label said = label(value, "model-value");
    said.setWrapText(true);
    label.setTooltip(new Tooltip(name));
    grid.addRow(grid.getRowCount(), label, said);
    GridPane.setValignment(label, javafx.geometry.VPos.TOP);
  }
}
