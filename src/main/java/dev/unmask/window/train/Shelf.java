package dev.unmask.window.train;

import dev.unmask.session.Session;
import dev.unmask.session.StoredTrainings;
import dev.unmask.train.Recipe;
import dev.unmask.train.TrainingFolder;
import dev.unmask.window.workbench.Notices;
import dev.unmask.window.workbench.SessionSlot;
import dev.unmask.window.workbench.Threads;
import java.util.function.Consumer;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// The trainings of the session that is open. What is drawn of one needs neither the model nor the
/// folder of the training.
final class Shelf {
  private final SessionSlot sessions;
  private final Threads threads;
  private final Notices notices;
  private final ObservableList<StoredTrainings.Summary> stored =
      FXCollections.observableArrayList();

  /// A training as it was stored.
  ///
  /// @param complete whether all steps were made and the model still lies in the folder
  record Found(StoredTrainings.Summary summary, Recipe recipe, Course course, boolean complete) {}

  Shelf(SessionSlot sessions, Threads threads, Notices notices) {
    this.sessions = sessions;
    this.threads = threads;
    this.notices = notices;
  }

  /// Oldest first.
  ObservableList<StoredTrainings.Summary> stored() {
    return stored;
  }

  /// Reads the list again.
  void refresh(Runnable then) {
    Session open = sessions.current().get();
    if (open == null) {
      stored.clear();
      then.run();
      return;
    }
    threads.ask(
        () -> new StoredTrainings(open).all(),
        all -> {
          if (open == sessions.current().get()) {
            stored.setAll(all);
            then.run();
          }
        },
        notices::trouble);
  }

  /// Reads one of them.
  void load(StoredTrainings.Summary summary, Consumer<Found> answer) {
    Session open = sessions.current().get();
    if (open != null) {
      threads.ask(() -> found(new StoredTrainings(open), summary), answer, notices::trouble);
    }
  }

  /// The file of the recipe with which one of them goes on in its folder, if it can.
  void recipe(StoredTrainings.Summary summary, Consumer<String> answer) {
    threads.ask(
        () -> new TrainingFolder(summary.folder()).recipe(),
        found -> found.ifPresent(file -> answer.accept(file.toString())),
        notices::trouble);
  }

  private static Found found(StoredTrainings trainings, StoredTrainings.Summary summary) {
    Recipe recipe = trainings.recipe(summary.training());
    Course course = new Course(recipe.rate().steps());
    trainings.steps(summary.training(), course::recall);
    trainings.examinations(summary.training(), course::recall);
    course.stand(summary.steps(), summary.saved());
    boolean complete =
        summary.steps() >= summary.total()
            && summary.here()
            && new TrainingFolder(summary.folder()).step() == summary.steps();
    return new Found(summary, recipe, course, complete);
  }
}
