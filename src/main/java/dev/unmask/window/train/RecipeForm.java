package dev.unmask.window.train;

import dev.unmask.job.RecipeSetting;
import dev.unmask.job.StartModels;
import dev.unmask.job.Trainings;
import dev.unmask.problem.Problem;
import dev.unmask.train.Recipe;
import dev.unmask.train.RecipeWords;
import dev.unmask.train.Recipes;
import dev.unmask.window.form.Knob;
import dev.unmask.window.form.LatestOnly;
import dev.unmask.window.workbench.Threads;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// The recipe that is chosen, with the values that were changed on the form. Recipes are read in
/// the background.
public final class RecipeForm {
  private static final String ADAPTATION = "wordmath-diffullama";

  private final StartModels starts;
  private final Path folders;
  private final Consumer<Throwable> trouble;
  private final LatestOnly reading;
  private final Map<RecipeSetting<?>, Knob<?>> knobs = new LinkedHashMap<>();
  private final Knob<String> folder = new Knob<>(RecipeSetting.FOLDER);
  private final Knob<String> device = new Knob<>(RecipeSetting.DEVICE);
  private final ObservableList<String> choices =
      FXCollections.observableArrayList(Recipes.bundled());
  private final ReadOnlyStringWrapper chosen = new ReadOnlyStringWrapper("");
  private final ReadOnlyObjectWrapper<@Nullable Recipe> recipe = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<SequencedMap<String, String>> words =
      new ReadOnlyObjectWrapper<>(new LinkedHashMap<>());
  private final ReadOnlyStringWrapper complaint = new ReadOnlyStringWrapper("");
  private boolean filling;

  /// A recipe with its changes, or why there is none.
  private record Answer(
      @Nullable Recipe recipe, SequencedMap<String, String> words, String complaint) {}

  /// @param folders where folders of trainings are proposed
  /// @param trouble is told of recipes that cannot be read
  RecipeForm(StartModels starts, Path folders, Threads threads, Consumer<Throwable> trouble) {
    this.starts = starts;
    this.folders = folders;
    this.trouble = trouble;
    reading = new LatestOnly(threads.background(), threads.ui());
    for (RecipeSetting<?> setting : RecipeSetting.all()) {
      Knob<?> knob = new Knob<>(setting.parameter());
      knobs.put(setting, knob);
      knob.text().addListener((o, was, is) -> read());
    }
  }

  /// Names of bundled recipes, and files that were chosen.
  public ObservableList<String> choices() {
    return choices;
  }

  /// The name or the file of the recipe; empty before one is chosen.
  public ReadOnlyStringProperty chosen() {
    return chosen.getReadOnlyProperty();
  }

  /// The recipe as it stands on the form; null while there is none. While something on the form is
  /// wrong, the last that was right.
  public ReadOnlyObjectProperty<@Nullable Recipe> recipe() {
    return recipe.getReadOnlyProperty();
  }

  /// The recipe in words, by headings.
  public ReadOnlyObjectProperty<SequencedMap<String, String>> words() {
    return words.getReadOnlyProperty();
  }

  /// What is wrong with the recipe as it stands, in words; empty if nothing is.
  public ReadOnlyStringProperty complaint() {
    return complaint.getReadOnlyProperty();
  }

  /// The knob of a setting.
  public Knob<?> knob(RecipeSetting<?> setting) {
    Knob<?> knob = knobs.get(setting);
    if (knob == null) {
      throw new IllegalArgumentException(setting.key());
    }
    return knob;
  }

  /// The folder of the training.
  public Knob<String> folder() {
    return folder;
  }

  /// Where the network is trained.
  public Knob<String> device() {
    return device;
  }

  /// Chooses a recipe. If it cannot be read that is said, and the one before stays.
  ///
  /// @param named a bundled one, or a file
  public void choose(String named) {
    choose(named, () -> {});
  }

  /// As above.
  ///
  /// @param then what to do once it stands on the form
  void choose(String named, Runnable then) {
    if (named.equals(chosen.get())) {
      then.run();
      return;
    }
    complaint.set("Reading the recipe\u2026");
    reading.submit(
        () -> {
          try {
            return new Answer(Trainings.recipe(named, List.of()), new LinkedHashMap<>(), "");
          } catch (Problem p) {
            trouble.accept(p);
            return new Answer(null, new LinkedHashMap<>(), "");
          }
        },
        answer -> {
          Recipe read = answer.recipe();
          if (read == null) {
            stay();
          } else {
            fill(named, read);
            then.run();
          }
        });
  }

  /// Whatever shows the choice shows the one that holds.
  private void stay() {
    String before = chosen.get();
    chosen.set("");
    chosen.set(before);
    read();
  }

  private void fill(String named, Recipe read) {
    filling = true;
    if (!choices.contains(named)) {
      choices.add(named);
    }
    chosen.set(named);
    for (RecipeSetting<?> setting : knobs.keySet()) {
      begin(setting, read);
    }
    folder.begin(folders.resolve(read.name()).toString());
    filling = false;
    read();
  }

  private <T> void begin(RecipeSetting<T> setting, Recipe read) {
    typed(setting).begin(setting.of().apply(read));
  }

  @SuppressWarnings("unchecked") // the constructor made the knob of this setting's parameter
  private <T> Knob<T> typed(RecipeSetting<T> setting) {
    return (Knob<T>) knob(setting);
  }

  /// The changes that the form makes: `key=value`.
  List<String> changes() {
    List<String> all = new ArrayList<>();
    knobs.keySet().forEach(s -> change(s, all));
    return all;
  }

  private <T> void change(RecipeSetting<T> setting, List<String> to) {
    Knob<T> knob = typed(setting);
    if (knob.changed().get()) {
      to.add(setting.change(setting.parameter().parse(knob.text().get())));
    }
  }

  private void read() {
    if (filling || chosen.get().isEmpty()) {
      if (!filling) {
        complaint.set("Choose a recipe.");
      }
      return;
    }
    String wrong =
        knobs.values().stream()
            .map(k -> k.complaint().get())
            .filter(c -> !c.isEmpty())
            .findFirst()
            .orElse("");
    if (!wrong.isEmpty()) {
      reading.forget();
      complaint.set(wrong);
      return;
    }
    complaint.set("Reading the recipe\u2026");
    String named = chosen.get();
    List<String> changes = changes();
    reading.submit(() -> answer(named, changes), this::take);
  }

  private Answer answer(String named, List<String> changes) {
    SequencedMap<String, String> said = new LinkedHashMap<>();
    Recipe read = null;
    try {
      read = Trainings.recipe(named, changes);
      said = RecipeWords.of(read);
      starts.find(read.start().model());
      return new Answer(read, said, "");
    } catch (Problem p) {
      return new Answer(read, said, p.sentence() + " " + p.remedy());
    }
  }

  private void take(Answer answer) {
    Recipe read = answer.recipe();
    if (read != null) {
      recipe.set(read);
      words.set(answer.words());
    }
    complaint.set(answer.complaint());
  }

  /// Puts the recipe on the form that adapts a model which was trained to masked diffusion.
  public void adapt(Path base) {
    choose(ADAPTATION, () -> typed(RecipeSetting.START).text().set(base.toString()));
  }

  /// The folder of the training as a path; null if it is none, or not whole.
  @Nullable Path path() {
    try {
      Path path = Path.of(folder.text().get().strip());
      return path.isAbsolute() ? path.normalize() : null;
    } catch (InvalidPathException e) {
      return null;
    }
  }
}
