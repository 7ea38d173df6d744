package dev.unmask.job;

import dev.unmask.diffusion.Role;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import dev.unmask.text.Tokenizer;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// From texts to the canvas with which a run begins.
///
/// The head is the prompt: through the chat template if the model has one and the prompt is not
/// raw, else as it stands after the beginning-of-sequence id (once: a text that brings its own
/// keeps it). The body follows: prefix, masks, suffix, or a template whose runs of two or more
/// underscores are blanks. Texts of special tokens count as those tokens, as in the authors'
/// scripts.
public final class Prompting {
  private static final Pattern BLANK = Pattern.compile("_{2,}");

  private final LoadedModel model;
  private final Tokenizer tokenizer;

  public Prompting(LoadedModel model) {
    this.model = model;
    this.tokenizer = model.tokenizer();
  }

  /// Whether a text has blanks to fill: two or more underscores in a row.
  public static boolean hasBlanks(String text) {
    return BLANK.matcher(text).find();
  }

  /// The spec of a run with this model.
  ///
  /// @throws Problem CANVAS if the texts do not fit the canvas or leave nothing to write
  public DenoiseSpec spec(SourceTexts texts, Values settings) {
    return constrained(texts, settings, canvas(texts, settings));
  }

  /// The spec of a run on any canvas: the masked positions are written, the others are given.
  ///
  /// @param ids `[length]`; what stands at masked positions does not matter
  /// @param masked `[length]`
  /// @throws Problem CANVAS if it is too long or nothing is masked
  public DenoiseSpec spec(int[] ids, boolean[] masked, Values settings) {
    CanvasRow row = new CanvasRow(model.card().maskId(), ids.length == 0 ? 0 : ids[0]);
    for (int i = 0; i < ids.length; i++) {
      if (masked[i]) {
        row.masks(1);
      } else {
        row.given(ids[i]);
      }
    }
    StartCanvas canvas = row.canvas();
    check(canvas, "The canvas");
    return constrained(new SourceTexts("", "", "", ""), settings, canvas);
  }

  /// With what the user says of single positions and tokens.
  private DenoiseSpec constrained(SourceTexts texts, Values settings, StartCanvas canvas) {
    Combination.check(settings);
    String pins = Constraints.absolutePins(settings.get(SamplerParameters.PINS), canvas);
    StartCanvas pinned = Constraints.pinned(canvas, pins, tokenizer);
    String allow = Constraints.absoluteLimits(settings.get(SamplerParameters.ALLOW), canvas);
    check(pinned, "The text with its pins");
    Constraints.limits(allow, pinned, model.tokens(), model.card().vocabularySize());
    return new DenoiseSpec(
        model.card().reference(),
        texts,
        settings.with(SamplerParameters.PINS, pins).with(SamplerParameters.ALLOW, allow),
        pinned,
        suppressed(settings));
  }

  /// The canvas of these texts: what a form shows before anything runs.
  ///
  /// @throws Problem CANVAS if the texts do not fit the canvas or leave nothing to write
  public StartCanvas canvas(SourceTexts texts, Values settings) {
    int asked = settings.whole(DenoiseParameters.LENGTH);
    int masks = settings.whole(DenoiseParameters.MASKS);
    CanvasRow row = new CanvasRow(model.card().maskId(), firstToken());
    row.given(head(texts.prompt(), settings.get(DenoiseParameters.RAW)));
    if (!texts.template().isEmpty()) {
      blanks(row, texts.template(), masks);
      row.masks(Math.max(0, asked - row.length()));
    } else {
      int[] prefix = tokenizer.encodeTemplate(texts.prefix());
      int[] suffix = tokenizer.encodeTemplate(texts.suffix());
      row.given(prefix);
      int given = row.length() + suffix.length;
      int room = (asked > 0 ? asked : model.card().length(given)) - given;
      row.masks(masks > 0 ? masks : Math.max(0, room));
      row.given(suffix);
      // A canvas that was asked for is filled: what follows the suffix is the model's to write.
      row.masks(Math.max(0, asked - row.length()));
    }
    StartCanvas canvas = row.canvas();
    if (asked > 0 && canvas.length() > asked) {
      throw tooLong("The text and its masks take", canvas.length(), "the canvas has " + asked);
    }
    check(canvas, "The text");
    return canvas;
  }

  /// The ids with which a canvas begins.
  ///
  /// @param prompt may be empty
  /// @param raw whether it stands as it is, without the model's chat template
  public int[] head(String prompt, boolean raw) {
    if (!prompt.isEmpty() && !raw && model.chat().isPresent()) {
      return tokenizer.encodeTemplate(model.chat().get().apply(prompt));
    }
    return afterBos(tokenizer.encodeTemplate(prompt));
  }

  private int[] afterBos(int[] ids) {
    OptionalInt bos = tokenizer.special().bos();
    if (bos.isEmpty() || (ids.length > 0 && ids[0] == bos.getAsInt())) {
      return ids;
    }
    int[] all = new int[ids.length + 1];
    all[0] = bos.getAsInt();
    System.arraycopy(ids, 0, all, 1, ids.length);
    return all;
  }

  /// Only a tokenizer without a beginning-of-sequence id leaves position 0 masked. The end of a
  /// sequence stands there then, or id 0 as in the authors' scripts.
  private int firstToken() {
    return tokenizer.special().eos().orElse(0);
  }

  private void blanks(CanvasRow row, String template, int masks) {
    Matcher blank = BLANK.matcher(template);
    int from = 0;
    while (blank.find()) {
      row.given(tokenizer.encodeTemplate(template.substring(from, blank.start())));
      row.masks(masks > 0 ? masks : blank.end() - blank.start());
      from = blank.end();
    }
    row.given(tokenizer.encodeTemplate(template.substring(from)));
  }

  private void check(StartCanvas canvas, String what) {
    int max = model.card().maxLength();
    if (canvas.length() > max) {
      throw tooLong(what + " takes", canvas.length(), "the model has " + max);
    }
    if (canvas.masked() == 0) {
      throw new Problem(
          Code.CANVAS,
          "%s fills all %d places of the canvas, so nothing is left to write."
              .formatted(what, canvas.length()),
          "Shorten it, or ask for a greater length or for masks (the model takes up to %d ids)."
              .formatted(max));
    }
    int rows = model.card().vocabularySize();
    for (int i = 0; i < canvas.length(); i++) {
      int id = canvas.ids()[i];
      if (id < 0 || id >= rows) {
        throw new Problem(
            Code.CANVAS,
            "Id %d at position %d is none of the model's %d.".formatted(id, i, rows),
            "Use the tokenizer that belongs to the model.");
      }
      if (canvas.roles()[i] == Role.REVEALED.code()) {
        throw new IllegalArgumentException("a run begins with given and masked positions only");
      }
    }
  }

  private Problem tooLong(String what, int needed, String room) {
    return new Problem(
        Code.CANVAS,
        "%s %d places and %s.".formatted(what, needed, room),
        "Shorten the text or ask for fewer masks (the model takes up to %d ids)."
            .formatted(model.card().maxLength()));
  }

  /// The mask and the beginning of a sequence are never written; the end and the filling are the
  /// model's own to write.
  private int[] suppressed(Values settings) {
    int mask = model.card().maskId();
    OptionalInt bos = tokenizer.special().bos();
    OptionalInt eos = tokenizer.special().eos();
    boolean alone = bos.isEmpty() || bos.getAsInt() == mask || bos.equals(eos);
    IntStream own = alone ? IntStream.of(mask) : IntStream.of(mask, bos.getAsInt());
    int[] asked = Constraints.suppressed(settings.get(SamplerParameters.SUPPRESS), tokenizer);
    return IntStream.concat(own, IntStream.of(asked)).distinct().toArray();
  }
}
