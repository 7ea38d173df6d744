package dev.unmask.window.shell;

import dev.unmask.job.DenoiseParameters;
import dev.unmask.job.Parameter;
import dev.unmask.job.Preset;
import dev.unmask.job.SamplerParameters;
import dev.unmask.window.form.FoldedSection;
import dev.unmask.window.form.FormSection;
import dev.unmask.window.form.PromptView;
import dev.unmask.window.form.RunButton;
import dev.unmask.window.form.SamplerChooser;
import dev.unmask.window.form.Summaries;
import dev.unmask.window.workbench.Workbench;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.property.SimpleStringProperty;
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
            sampler(bench),
            parts(bench),
            tokens(bench),
            new FormSection("COMPUTATION", bench.form(), group("Computation")));
    form.getStyleClass().add("form");
    ScrollPane scroll = new ScrollPane(form);
    scroll.setFitToWidth(true);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    scroll.getStyleClass().add("edge-to-edge");
    setCenter(scroll);
    setBottom(
        new RunButton(
            RunButton.Words.RUN,
            bench.runner().running(),
            bench.runner().obstacle(),
            bench.runner()::run,
            bench.runner()::cancel));
  }

  private static FormSection sampler(Workbench bench) {
    List<? extends Parameter<?>> knobs =
        group("Sampler").stream().filter(p -> !p.equals(DenoiseParameters.SAMPLER)).toList();
    return new FormSection("SAMPLER", bench.form(), knobs)
        .leading(new SamplerChooser(bench.form(), p -> misfit(bench, p)));
  }

  /// Only the preset's own parts are asked about: what the user changed is said below the knobs.
  private static String misfit(Workbench bench, Preset preset) {
    return bench
        .runner()
        .misfit(DenoiseParameters.defaults().with(DenoiseParameters.SAMPLER, preset.name()));
  }

  private static FoldedSection parts(Workbench bench) {
    var values = bench.form().values();
    return new FoldedSection(
        "parts",
        "PARTS",
        bench.form(),
        group(SamplerParameters.PARTS),
        Bindings.createStringBinding(() -> Summaries.parts(values.get()), values),
        Bindings.createStringBinding(
            () -> {
              String why = bench.form().obstacle().get();
              return why.isEmpty() ? bench.runner().misfit(values.get()) : why;
            },
            values,
            bench.form().obstacle(),
            bench.models().current()));
  }

  private static FoldedSection tokens(Workbench bench) {
    var values = bench.form().values();
    return new FoldedSection(
        "tokens",
        "GUIDANCE AND TOKENS",
        bench.form(),
        group(SamplerParameters.TOKENS),
        Bindings.createStringBinding(() -> Summaries.tokens(values.get()), values),
        new SimpleStringProperty(""));
  }

  private static List<? extends Parameter<?>> group(String name) {
    return DenoiseParameters.all().stream().filter(p -> p.group().equals(name)).toList();
  }
}
