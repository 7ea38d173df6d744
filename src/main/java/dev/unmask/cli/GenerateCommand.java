package dev.unmask.cli;

import dev.unmask.job.Continuing;
import dev.unmask.job.FlowParameters;
import dev.unmask.job.FlowRules;
import dev.unmask.job.GenerateParameters;
import dev.unmask.job.Generation;
import dev.unmask.job.LoadedWriter;
import dev.unmask.job.ModelRequest;
import dev.unmask.job.Models;
import dev.unmask.job.Parameter;
import dev.unmask.job.Values;
import dev.unmask.job.Worker;
import dev.unmask.job.WriteSpec;
import dev.unmask.job.WrittenToken;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import dev.unmask.text.ChatTemplate.Message;
import dev.unmask.text.InfillTokens;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/// Lets a model write from left to right, token by token.
@Command(
    name = "generate",
    description = "Let an autoregressive or a flow model write a text from left to right.",
    footer = {
      "",
      "Examples:",
      "  unmask generate --model SmolLM2-135M-Instruct.Q4_1.gguf --prompt \"Name three rivers.\"",
      "  unmask generate --model openai-community/gpt2 --prompt \"The sea\" --temperature 0.8",
      "  unmask generate --model stories260K.bin --prompt \"Once upon a time\" --tokens 200",
      "  unmask generate --model SmolLM2-135M-Instruct.Q4_1.gguf --chat",
      "  unmask generate --model infilling-ar --prompt \"Max has \" --suffix \" toys.\"",
      "  unmask generate --model my-l2d --solver midpoint --steps 8 --prompt \"How many?\" --save"
          + " a.unmask"
    })
final class GenerateCommand implements Callable<Integer> {
  private final Surroundings around;
  @Mixin private final ModelOptions model = new ModelOptions();

  @Spec @Nullable CommandSpec spec;

  @Option(
      names = "--prompt",
      paramLabel = "TEXT",
      description = "A question where the model has a chat template, else a text to continue")
  String prompt = "";

  @Option(
      names = "--suffix",
      paramLabel = "TEXT",
      description =
          "Fill in between --prompt and this text, where the model was taught to (FIM); a diffusion"
              + " model does it with denoise")
  String suffix = "";

  @Option(
      names = "--fim-order",
      paramLabel = "ORDER",
      description = "What it is given first, psm (the prefix) or spm (the suffix); default: psm")
  String order = "";

  @Option(
      names = "--system",
      paramLabel = "TEXT",
      description = "What a model with a chat template is told first")
  String system = "";

  @Option(
      names = "--ids",
      paramLabel = "ID,ID",
      description = "Token ids to continue, in place of a text")
  String ids = "";

  @Option(names = "--chat", description = "Hold a conversation: one question on each line of input")
  boolean chat;

  @Option(
      names = "--save",
      paramLabel = "FILE",
      description = "Add the text of a flow model, with all its evaluations, to this session file")
  @Nullable Path save;

  @Option(names = "--json", description = "Print the result as JSON")
  boolean json;

  GenerateCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() {
    if (spec == null) {
      throw new IllegalStateException("not parsed");
    }
    ParseResult parsed = spec.commandLine().getParseResult();
    refuseContradictions();
    Values typed = CatalogueOptions.read(parsed, GenerateParameters.defaults());
    ModelRequest request =
        new ModelRequest(
                around.model(model.model),
                typed.get(GenerateParameters.DTYPE),
                typed.get(GenerateParameters.DEVICE),
                OptionalInt.empty())
            .reading(model.reading())
            .adapted(model.adapter(around))
            .orNumbers(!ids.isEmpty());
    Models models = model.models(around);
    try (Worker worker = new Worker(request.device(), around.version())) {
      LoadedWriter loaded =
          Unfailing.result(() -> worker.call(() -> models.openWriter(request)).join());
      try (loaded) {
        Values settings =
            GenerateParameters.implied(
                CatalogueOptions.read(
                    parsed, loaded.settings(CatalogueOptions.given(parsed, FlowParameters.CLASS))),
                (Parameter<?> p) -> CatalogueOptions.given(parsed, p));
        loaded
            .defaults()
            .unused()
            .forEach(
                u ->
                    around
                        .err()
                        .println(
                            "generation_config.json asks for "
                                + u
                                + ", which Unmask does not have."));
        around.err().flush();
        checkFlow(loaded, settings, parsed);
        if (chat) {
          converse(worker, loaded, settings);
        } else {
          once(worker, loaded, settings);
        }
        return 0;
      }
    }
  }

  private void refuseContradictions() {
    if (!ids.isEmpty() && (!prompt.isEmpty() || !system.isEmpty() || chat)) {
      throw new Problem(
          Code.PARAMETER,
          "--ids takes the place of texts and conversations.",
          "Give either --ids, or --prompt or --chat.");
    }
    if (!suffix.isEmpty() && (!ids.isEmpty() || !system.isEmpty() || chat)) {
      throw new Problem(
          Code.PARAMETER,
          "A gap is filled in plain text, not in a conversation.",
          "Leave --ids, --system and --chat out.");
    }
    if (!order.isEmpty() && suffix.isEmpty()) {
      throw new Problem(
          Code.PARAMETER,
          "--fim-order says how a gap is given, and there is none.",
          "Give the text behind it with --suffix.");
    }
    if (chat && json) {
      throw new Problem(
          Code.PARAMETER, "A conversation cannot be printed as JSON.", "Leave one of both out.");
    }
  }

  private void checkFlow(LoadedWriter loaded, Values settings, ParseResult parsed) {
    if (loaded.flow().isEmpty()) {
      FlowRules.refuseWithoutFlow((Parameter<?> p) -> CatalogueOptions.given(parsed, p));
    }
    if (save != null && !integrates(loaded, settings)) {
      throw new Problem(
          Code.PARAMETER,
          "Only texts of flow models that are integrated can be saved in a session.",
          "Leave --save out, or choose an L2D model and 2 or more --steps.");
    }
  }

  private static boolean integrates(LoadedWriter loaded, Values settings) {
    return loaded.flow().isPresent() && !FlowParameters.baseOnly(settings);
  }

  private void once(Worker worker, LoadedWriter loaded, Values settings) {
    Continuing continuing = new Continuing(loaded);
    boolean question =
        ids.isEmpty()
            && !prompt.isEmpty()
            && suffix.isEmpty()
            && loaded.chat().isPresent()
            && !settings.get(GenerateParameters.RAW);
    int[] given;
    if (!ids.isEmpty()) {
      given = continuing.ids(Choices.ids(ids));
    } else if (!suffix.isEmpty()) {
      String first = order.isEmpty() ? "psm" : order;
      given =
          continuing.infilling(
              Choices.of(InfillTokens.Order.class, first, "--fim-order"), prompt, suffix, true);
    } else if (question || !system.isEmpty()) {
      given = continuing.question(system, prompt);
    } else {
      given = continuing.text(prompt);
    }
    WritingPrinter printer = printer(loaded, !question);
    if (!question && !json) {
      around.out().print(ids.isEmpty() ? prompt : "");
    }
    List<JsonText> tokens = new ArrayList<>();
    Consumer<WrittenToken> each =
        token -> {
          printer.token(token);
          tokens.add(object(token));
        };
    Generation.Result result;
    if (integrates(loaded, settings)) {
      FlowRun flow = new FlowRun(each);
      result = flow(worker, loaded, given, settings, printer, flow);
      tokens.clear();
      tokens.addAll(flow.frames().stream().map(FlowRun::object).toList());
    } else {
      result = run(worker, loaded, given, settings, printer, each);
    }
    if (json) {
      around.out().println(object(loaded, result, printer.text()).put("tokens", tokens).text());
      around.out().flush();
    }
  }

  private Generation.Result flow(
      Worker worker,
      LoadedWriter loaded,
      int[] given,
      Values settings,
      WritingPrinter printer,
      FlowRun flow) {
    WriteSpec asked = new WriteSpec(loaded.card().reference(), prompt, settings, given);
    Generation.Result result = flow.run(around, worker, loaded, asked, save);
    printer.end();
    around.err().println(WritingPrinter.summary(result) + ", " + flow.summary());
    if (save != null) {
      around.err().println("saved in " + save);
    }
    around.err().flush();
    return result;
  }

  private void converse(Worker worker, LoadedWriter loaded, Values settings) {
    Continuing continuing = new Continuing(loaded);
    continuing.requireTemplate();
    List<Message> said = new ArrayList<>();
    if (!prompt.isEmpty()) {
      answer(worker, loaded, settings, continuing, said, prompt);
    }
    for (String line = line(); line != null; line = line()) {
      if (!line.isBlank()) {
        answer(worker, loaded, settings, continuing, said, line.strip());
      }
    }
  }

  private void answer(
      Worker worker,
      LoadedWriter loaded,
      Values settings,
      Continuing continuing,
      List<Message> said,
      String question) {
    said.add(new Message("user", question));
    WritingPrinter printer = printer(loaded, false);
    int[] given = continuing.conversation(system, said);
    if (integrates(loaded, settings)) {
      flow(worker, loaded, given, settings, printer, new FlowRun(printer::token));
    } else {
      run(worker, loaded, given, settings, printer, printer::token);
    }
    said.add(new Message("assistant", printer.text()));
  }

  private @Nullable String line() {
    if (around.terminal()) {
      around.err().print("> ");
      around.err().flush();
    }
    try {
      return around.in().readLine();
    } catch (IOException e) {
      throw new Problem(Code.READ, "The input cannot be read.", "Start again.", e);
    }
  }

  /// Prints to the terminal, or for `--json` to nowhere.
  private WritingPrinter printer(LoadedWriter loaded, boolean continues) {
    return new WritingPrinter(
        json ? new java.io.PrintWriter(java.io.Writer.nullWriter()) : around.out(),
        loaded.tokens(),
        continues,
        around.terminal());
  }

  private Generation.Result run(
      Worker worker,
      LoadedWriter loaded,
      int[] given,
      Values settings,
      WritingPrinter printer,
      Consumer<WrittenToken> each) {
    Generation generation = new Generation(loaded, given, settings);
    try (OnInterrupt _ = new OnInterrupt(generation::cancel)) {
      Generation.Result result =
          Unfailing.result(() -> worker.call(() -> generation.run(each)).join());
      printer.end();
      around.err().println(WritingPrinter.summary(result));
      around.err().flush();
      return result;
    }
  }

  private static JsonText object(WrittenToken token) {
    List<JsonText> top = new ArrayList<>();
    for (int i = 0; i < token.topIds().length; i++) {
      top.add(
          new JsonText()
              .put("id", token.topIds()[i])
              .put("log_probability", token.topLogProbabilities()[i]));
    }
    return new JsonText()
        .put("id", token.id())
        .put("log_probability", token.logProbability())
        .put("entropy", token.entropy())
        .put("top", top);
  }

  private static JsonText object(LoadedWriter loaded, Generation.Result result, String text) {
    return new JsonText()
        .put("text", text)
        .put("ids", result.ids())
        .put("prompt_ids", result.prompt())
        .put("end", result.end().name().toLowerCase(java.util.Locale.ROOT))
        .put("seconds_to_first", result.reading().toNanos() / 1e9)
        .put("tokens_per_second", result.tokensPerSecond())
        .put("model", loaded.card().name())
        .put("family", loaded.card().family())
        .put("fingerprint", loaded.card().fingerprint());
  }
}
