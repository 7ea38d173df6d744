package dev.unmask.window.shell;

import dev.unmask.job.DenoiseParameters;
import dev.unmask.job.Parameter;
import dev.unmask.window.form.FormSection;
import dev.unmask.window.form.PromptView;
import dev.unmask.window.form.RunButton;
import dev.unmask.window.workbench.Workbench;
import java.util.List;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.VBox;

/// The left column: prompt, knobs, and Run, which never scrolls away.
final class FormPane extends BorderPane {
  FormPane(Workbench bench) {
    getStyleClass().add("form-pane");
    PromptView prompt =
        new PromptView(bench.draft(), bench.form(), bench.models().examples(), bench::takeExample);
    VBox form =
        new VBox(
            prompt,
            new FormSection("SAMPLER", bench.form(), group("Sampler")),
            new FormSection("COMPUTATION", bench.form(), group("Computation")));
    form.getStyleClass().add("form");
    ScrollPane scroll = new ScrollPane(form);
    scroll.setFitToWidth(true);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    scroll.getStyleClass().add("edge-to-edge");
    setCenter(scroll);
    setBottom(
        new RunButton(
            bench.runner().running(),
            bench.runner().obstacle(),
            bench.runner()::run,
            bench.runner()::cancel));
  }

  private static List<? extends Parameter<?>> group(String name) {
    return DenoiseParameters.all().stream().filter(p -> p.group().equals(name)).toList();
  }
}
