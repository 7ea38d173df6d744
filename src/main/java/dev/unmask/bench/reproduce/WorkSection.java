package dev.unmask.bench.reproduce;

import dev.unmask.checkpoint.CheckpointFolder;
import dev.unmask.session.TrainingMetrics;
import dev.unmask.train.Objective;
import dev.unmask.train.Recipe;
import dev.unmask.train.RecipeWork;
import dev.unmask.train.Recipes;
import dev.unmask.train.StepReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What training costs, left to right and by masks.
final class WorkSection implements Section {
  private static final String BASE = "wordmath-llama";
  private static final int LESSONS = 640;

  /// A training and its model.
  private record Trained(String name, Recipe recipe, Path folder) {}

  @Override
  public void write(Page page, Measuring measuring) {
    page.heading("FLOPs of training, left to right against diffusion");
    page.line(
        "Paper: about 255 and 256 TFLOPs a step and GPU (LLaMA 7B, DiffuLLaMA 7B): the objective"
            + " costs nothing.");
    page.line(
        "Here: counted from the lessons of the bundled models' recipes (linear layers, attention"
            + " and vocabulary, once forwards and twice back),");
    page.line("which needs no training. Targets are the tokens that are asked for.");
    List<Trained> all = new ArrayList<>();
    Path base = measuring.folders().apply(BASE);
    all.add(new Trained(BASE, Recipes.file(base.resolve("recipe.json"), List.of()), base));
    Path model = measuring.folders().apply("");
    String name = String.valueOf(model.getFileName());
    // The parts of its adaptation, one after the other, each a recipe of its own.
    for (String part : Recipes.bundled().stream().filter(r -> r.startsWith(name)).toList()) {
      all.add(new Trained(part, Recipes.bundled(part, List.of()), model));
    }
    List<Path> ablation = measuring.trained("everything");
    if (!ablation.isEmpty()) {
      Path first = ablation.getFirst();
      all.add(
          new Trained(
              "everything-1", Recipes.file(first.resolve("recipe.json"), List.of()), first));
    }
    page.head(
        "model",
        "objective",
        "steps",
        "tokens a step",
        "targets a step",
        "GFLOP a step",
        "MFLOP a token",
        "TFLOP in all",
        "GFLOP/s reached");
    List<Double> perToken = new ArrayList<>();
    for (Trained t : all) {
      RecipeWork work = RecipeWork.of(t.recipe(), CheckpointFolder.open(t.folder()), LESSONS);
      perToken.add(work.operations() / work.tokens());
      page.row(
          t.name(),
          t.recipe().objective() instanceof Objective.MaskedDiffusion ? "masks" : "left to right",
          String.format(Locale.ROOT, "%,d", work.steps()),
          String.format(Locale.ROOT, "%,.0f", work.tokens()),
          String.format(Locale.ROOT, "%,.0f", work.targets()),
          String.format(Locale.ROOT, "%.2f", work.operations() / 1e9),
          String.format(Locale.ROOT, "%.3f", work.operations() / work.tokens() / 1e6),
          String.format(Locale.ROOT, "%.1f", work.operations() * work.steps() / 1e12),
          reached(t.folder()));
    }
    if (all.size() < 2) {
      page.paragraph(
          "The default model %s was made by none of the bundled recipes, and no other was trained."
              .formatted(name));
      return;
    }
    double ratio = perToken.get(1) / perToken.get(0);
    page.paragraph(
        String.format(
            Locale.ROOT,
            "At an equal budget of tokens, masks take %.3f times the operations of left to right:"
                + " that the objective costs nothing more is %s.",
            ratio,
            ratio < 1.02 ? "seen" : "not seen"));
    page.line(
        "Fewer targets mean fewer rows of the vocabulary; both attend in full, hidden or not.");
  }

  private static String reached(Path folder) {
    List<StepReport> reports = new TrainingMetrics(folder).read();
    double seconds = reports.stream().mapToDouble(StepReport::seconds).sum();
    double operations = reports.stream().mapToDouble(StepReport::operations).sum();
    return reports.isEmpty()
        ? "not kept"
        : String.format(Locale.ROOT, "%.1f", operations / seconds / 1e9);
  }
}
