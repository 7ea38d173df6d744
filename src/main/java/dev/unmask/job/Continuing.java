package dev.unmask.job;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import dev.unmask.text.ChatTemplate;
import dev.unmask.text.ChatTemplate.Message;
import dev.unmask.text.InfillTokens;
import dev.unmask.text.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/// From texts to the ids with which a model begins to write from left to right.
public final class Continuing {
  private final LoadedWriter model;
  private final Tokenizer tokenizer;

  public Continuing(LoadedWriter model) {
    this.model = model;
    this.tokenizer = model.tokenizer();
  }

  /// A text to be continued, as it stands: after the beginning-of-sequence id where the model's
  /// texts begin with one (once), or after the end of a text if there is nothing else.
  ///
  /// @throws Problem CANVAS if nothing is there to begin with
  public int[] text(String text) {
    int[] ids = tokenizer.encodeTemplate(text);
    OptionalInt first = model.first();
    if (ids.length == 0 && first.isEmpty()) {
      first = tokenizer.special().bos();
      first = first.isPresent() ? first : tokenizer.special().eos();
    }
    if (first.isEmpty() || (ids.length > 0 && ids[0] == first.getAsInt())) {
      return ids(ids);
    }
    int[] all = new int[ids.length + 1];
    all[0] = first.getAsInt();
    System.arraycopy(ids, 0, all, 1, ids.length);
    return ids(all);
  }

  /// What stands around a gap, in an order that the model was taught; it goes on with what fills
  /// it.
  ///
  /// @param special whether texts of special tokens count as those tokens
  /// @throws Problem PARAMETER if the model was not taught to fill in, CANVAS if it is too long
  public int[] infilling(InfillTokens.Order order, String before, String after, boolean special) {
    int[] given =
        model
            .requireInfill()
            .ids(
                order,
                special ? tokenizer.encodeTemplate(before) : tokenizer.encode(before),
                special ? tokenizer.encodeTemplate(after) : tokenizer.encode(after));
    OptionalInt first = first();
    return ids(IntStream.concat(first.stream(), IntStream.of(given)).toArray());
  }

  /// The beginning of a row of training, in which texts of special tokens count as those tokens.
  ///
  /// @throws Problem CANVAS if nothing is there to begin with, or it is too long
  public int[] row(String text) {
    int[] given = tokenizer.encodeTemplate(text);
    return ids(IntStream.concat(first().stream(), IntStream.of(given)).toArray());
  }

  /// The id with which rows begin: models of question and answer begin with it although their
  /// files do not ask for it.
  private OptionalInt first() {
    OptionalInt first = model.first();
    return first.isEmpty() && model.tokenizer().special().sep().isPresent()
        ? tokenizer.special().bos()
        : first;
  }

  /// One question, through the model's chat template.
  ///
  /// @param system what the model is told about itself before; empty for what the template says
  /// @throws Problem TEMPLATE if there is no template or it refuses
  public int[] question(String system, String question) {
    return conversation(system, List.of(new Message("user", question)));
  }

  /// Refuses a model that holds no conversations.
  ///
  /// @throws Problem TEMPLATE if there is no template
  public void requireTemplate() {
    template();
  }

  private ChatTemplate template() {
    return model
        .chat()
        .orElseThrow(
            () ->
                new Problem(
                    Code.TEMPLATE,
                    "This model has no chat template, so it holds no conversations.",
                    "Give it a text to continue with --prompt."));
  }

  /// A conversation up to where the model's next answer begins.
  ///
  /// @param system as above
  /// @throws Problem TEMPLATE if there is no template or it refuses
  public int[] conversation(String system, List<Message> said) {
    List<Message> all = new ArrayList<>();
    if (!system.isEmpty()) {
      all.add(new Message("system", system));
    }
    all.addAll(said);
    return ids(tokenizer.encodeTemplate(template().render(all, true)));
  }

  /// Ids as they stand.
  ///
  /// @throws Problem CANVAS if there are none, too many, or one that the model does not know
  public int[] ids(int... ids) {
    int max = model.card().maxLength();
    if (ids.length == 0) {
      throw new Problem(Code.CANVAS, "There is nothing to continue.", "Give a text with --prompt.");
    }
    if (ids.length >= max) {
      throw new Problem(
          Code.CANVAS,
          "The prompt takes %d places and the model has %d, so nothing is left to write."
              .formatted(ids.length, max),
          "Shorten the prompt.");
    }
    for (int id : ids) {
      if (id < 0 || id >= model.card().vocabularySize()) {
        throw new Problem(
            Code.CANVAS,
            "Id %d is none of the model's %d.".formatted(id, model.card().vocabularySize()),
            "Use the tokenizer that belongs to the model.");
      }
    }
    return ids;
  }
}
