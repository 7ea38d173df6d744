package dev.unmask.cli;

import dev.unmask.job.DenoiseParameters;
import dev.unmask.job.Parameter;
import dev.unmask.job.Preset;
import dev.unmask.job.Presets;
import dev.unmask.job.Values;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// What samplers there are, and what they are made of.
@Command(
    name = "samplers",
    description = "List the samplers by name, with their parts and where they come from.",
    footer = {
      "",
      "Examples:",
      "  unmask samplers",
      "  unmask samplers dream-entropy",
      "  unmask denoise --sampler dream-entropy --order margin --prompt \"…\""
    })
final class SamplersCommand implements Callable<Integer> {
  private final Surroundings around;

  @Parameters(
      arity = "0..1",
      paramLabel = "TEXT",
      description = "Only those whose name, title or source holds this text")
  String text = "";

  @Option(names = "--json", description = "Print the list as JSON")
  boolean json;

  SamplersCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() {
    List<Preset> presets = Presets.all().stream().filter(this::wanted).toList();
    if (json) {
      around
          .out()
          .println(
              new JsonText().put("samplers", presets.stream().map(this::json).toList()).text());
    } else {
      presets.forEach(this::print);
      if (presets.isEmpty()) {
        around.out().println("No sampler is called that.");
      }
    }
    around.out().flush();
    return 0;
  }

  private boolean wanted(Preset preset) {
    String all = preset.name() + " " + preset.title() + " " + preset.source();
    return all.toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT));
  }

  private void print(Preset preset) {
    around.out().printf(Locale.ROOT, "%-24s %s%n", preset.name(), preset.explanation());
    around.out().printf(Locale.ROOT, "%-24s parts: %s%n", "", preset.described());
    around.out().printf(Locale.ROOT, "%-24s from:  %s%n", "", preset.source());
  }

  private JsonText json(Preset preset) {
    Values values = DenoiseParameters.defaults().with(DenoiseParameters.SAMPLER, preset.name());
    JsonText parts = new JsonText();
    for (Parameter<?> p : preset.parts().keySet()) {
      parts.put(p.name(), String.valueOf(values.get(p)));
    }
    return new JsonText()
        .put("name", preset.name())
        .put("title", preset.title())
        .put("explanation", preset.explanation())
        .put("source", preset.source())
        .put("parts", parts);
  }
}
