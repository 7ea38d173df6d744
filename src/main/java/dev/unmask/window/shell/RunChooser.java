package dev.unmask.window.shell;

import dev.unmask.job.DenoiseParameters;
import dev.unmask.job.RunEnd;
import dev.unmask.job.SamplerParameters;
import dev.unmask.job.Values;
import dev.unmask.session.RunSummary;
import dev.unmask.window.workbench.ShownRun;
import dev.unmask.window.workbench.Workbench;
import java.util.Locale;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/// Chooses the draft or a run of the session, and says what the run was.
final class RunChooser extends HBox {
  private final Workbench bench;
  private final MenuButton menu = new MenuButton();
  private final Label about = Parts.label("", "run-about");
  private final Button take;

  RunChooser(Workbench bench) {
    this.bench = bench;
    setAlignment(Pos.CENTER_LEFT);
    getStyleClass().add("run-chooser");
    menu.setId("runs");
    menu.getStyleClass().add("small");
    menu.setFocusTraversable(false);
    take =
        Parts.icon(
            "take",
            Feather.CORNER_UP_LEFT,
            "Put the prompt and settings of this run on the form",
            this::take);
    about.setMinWidth(0);
    getChildren().addAll(menu, take, about);
    bench.sessions().runs().addListener((ListChangeListener<RunSummary>) c -> fill());
    bench.viewing().run().addListener((o, was, is) -> fill());
    bench.runner().running().addListener((o, was, is) -> fill());
    fill();
  }

  private void take() {
    ShownRun run = bench.viewing().run().get();
    if (run != null) {
      bench.takeFrom(run);
    }
  }

  private void fill() {
    ShownRun shown = bench.viewing().run().get();
    menu.setText(shown == null ? "Draft" : name(shown));
    take.setVisible(shown != null);
    take.setManaged(shown != null);
    about.setText(shown == null ? draftWords() : words(summary(shown), shown));
    MenuItem draft = new MenuItem("Draft: what would be run");
    draft.setOnAction(e -> bench.viewing().showDraft());
    draft.setDisable(bench.runner().running().get());
    menu.getItems().setAll(draft);
    if (!bench.sessions().runs().isEmpty()) {
      menu.getItems().add(new SeparatorMenuItem());
    }
    for (RunSummary run : bench.sessions().runs().reversed()) {
      MenuItem item = new MenuItem(title(run));
      item.setDisable(bench.runner().running().get());
      item.setOnAction(e -> bench.showRun(run, run.frames()));
      menu.getItems().add(item);
    }
  }

  /// An item of a sweep is no run of the list.
  private String name(ShownRun shown) {
    boolean listed = summary(shown) != null || bench.runner().running().get();
    return listed ? "Run " + shown.number() : "Item of a sweep";
  }

  private String draftWords() {
    return bench.sessions().runs().isEmpty() ? "" : "what Run will begin with";
  }

  private @Nullable RunSummary summary(ShownRun shown) {
    return bench.sessions().runs().stream()
        .filter(r -> r.run() == shown.number())
        .findFirst()
        .orElse(null);
  }

  private static String title(RunSummary run) {
    String text = run.title().length() > 48 ? run.title().substring(0, 47) + "\u2026" : run.title();
    int steps = run.outcome() == null ? run.steps() : run.frames();
    return "Run %d   %s   (%s, %s%s)"
        .formatted(
            run.run(),
            text,
            run.sampler(),
            steps(steps),
            run.approximate() ? ", \u2248 approximate" : "");
  }

  private String words(@Nullable RunSummary run, ShownRun shown) {
    var settings = shown.header().spec().settings();
    String sampler = settings.get(DenoiseParameters.SAMPLER);
    boolean adaptive = DenoiseParameters.idle(DenoiseParameters.STEPS, settings).isPresent();
    int steps = shown.header().spec().steps();
    String asked = sampler + (adaptive ? "" : " \u00b7 " + steps(steps));
    String words = approximate(settings) ? "\u2248 " + asked + " \u00b7 approximate" : asked;
    if (run == null || bench.runner().running().get()) {
      return words;
    }
    RunEnd.Outcome how = run.outcome();
    if (how == RunEnd.Outcome.FINISHED) {
      if (adaptive || run.frames() == steps) {
        return adaptive ? words + " \u00b7 " + steps(run.frames()) : words;
      }
      return words
          + (run.frames() < steps
              ? ", done after " + run.frames()
              : " and " + (run.frames() - steps) + " more");
    }
    String end = how == null ? "interrupted" : how.name().toLowerCase(Locale.ROOT);
    return words + " \u00b7 " + end + " after step " + run.frames();
  }

  private static String steps(int n) {
    return n + (n == 1 ? " step" : " steps");
  }

  /// Whether cached keys and values stand in for what has changed since.
  private static boolean approximate(Values settings) {
    String cache = settings.get(SamplerParameters.CACHE);
    return cache.equals("prefix") || cache.equals("dual");
  }
}
