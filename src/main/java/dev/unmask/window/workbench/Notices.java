package dev.unmask.window.workbench;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What has been said to the user and not been dismissed. Causes go to the log.
public final class Notices {
  private static final Logger LOG = LoggerFactory.getLogger(Notices.class);

  private final ObservableList<Notice> open = FXCollections.observableArrayList();

  /// The notices that stand, oldest first.
  public ObservableList<Notice> open() {
    return open;
  }

  /// Says what went wrong.
  public void trouble(Throwable thrown) {
    Problem problem = problem(thrown);
    LOG.warn(problem.inOneLine(), problem.getCause());
    add(new Notice(true, problem.sentence(), problem.remedy(), problem.code().label()));
  }

  /// Says something that is good to know.
  public void tell(String sentence, String remedy) {
    add(new Notice(false, sentence, remedy, ""));
  }

  /// Takes a notice away.
  public void dismiss(Notice notice) {
    open.remove(notice);
  }

  private void add(Notice notice) {
    open.remove(notice);
    open.add(notice);
  }

  static Problem problem(Throwable thrown) {
    return thrown instanceof Problem p
        ? p
        : new Problem(
            Code.INTERNAL,
            "Something failed inside Unmask (" + thrown.getClass().getSimpleName() + ").",
            "Please report it together with the log.",
            thrown);
  }
}
