package dev.unmask.window.form;

import dev.unmask.job.Preset;
import dev.unmask.job.PresetGroup;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// The published samplers as they are listed: on shelves, narrowed by what is typed.
final class SamplerList {
  /// A line of the list.
  sealed interface Row {
    /// Whether it can be chosen.
    default boolean open() {
      return false;
    }

    /// A shelf.
    record Heading(String title) implements Row {}

    /// A sampler.
    ///
    /// @param misfit why the open model cannot be written with by it, empty if it can
    record Choice(Preset preset, String misfit) implements Row {
      @Override
      public boolean open() {
        return misfit.isEmpty();
      }
    }
  }

  private final ObservableList<Row> rows = FXCollections.observableArrayList();
  private final ReadOnlyStringWrapper note = new ReadOnlyStringWrapper("");
  private final Function<Preset, String> misfit;

  /// @param misfit why the open model cannot be written with by a preset, empty if it can
  SamplerList(Function<Preset, String> misfit) {
    this.misfit = misfit;
  }

  /// The lines that are shown.
  ObservableList<Row> rows() {
    return rows;
  }

  /// How many there are, in words.
  ReadOnlyStringProperty note() {
    return note.getReadOnlyProperty();
  }

  /// Shows those in whose name, title, explanation, source or shelf every word occurs.
  void narrow(String typed) {
    List<String> words =
        Arrays.stream(typed.toLowerCase(Locale.ROOT).split("\\s+", -1))
            .filter(w -> !w.isEmpty())
            .toList();
    List<Row> found = new ArrayList<>();
    int n = 0;
    for (PresetGroup group : PresetGroup.values()) {
      List<Row> choices =
          group.presets().stream()
              .filter(p -> words.stream().allMatch(text(group, p)::contains))
              .<Row>map(p -> new Row.Choice(p, misfit.apply(p)))
              .toList();
      if (!choices.isEmpty()) {
        found.add(new Row.Heading(group.title()));
        found.addAll(choices);
        n += choices.size();
      }
    }
    rows.setAll(found);
    note.set(n == 0 ? "No sampler has these words." : n == 1 ? "1 sampler" : n + " samplers");
  }

  private static String text(PresetGroup group, Preset p) {
    String all = String.join(" ", group.title(), p.name(), p.title(), p.explanation(), p.source());
    return all.toLowerCase(Locale.ROOT);
  }

  /// The next line that can be chosen, the same one if there is none.
  ///
  /// @param from a line, -1 to begin
  /// @param by 1 or -1
  int next(int from, int by) {
    for (int i = from + by; i >= 0 && i < rows.size(); i += by) {
      if (rows.get(i).open()) {
        return i;
      }
    }
    return from;
  }

  /// The line of a preset, -1 if it is not shown.
  int line(String name) {
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i) instanceof Row.Choice c && c.preset().name().equals(name)) {
        return i;
      }
    }
    return -1;
  }

  /// The preset with a name, null if the name is not known here.
  static @Nullable Preset named(String name) {
    return dev.unmask.job.Presets.all().stream()
        .filter(p -> p.name().equals(name))
        .findFirst()
        .orElse(null);
  }
}
