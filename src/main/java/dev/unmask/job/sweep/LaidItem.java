package dev.unmask.job.sweep;

import dev.unmask.diffusion.Role;
import dev.unmask.job.DenoiseParameters;
import dev.unmask.job.LoadedModel;
import dev.unmask.job.Prompting;
import dev.unmask.job.SourceTexts;
import dev.unmask.job.StartCanvas;
import dev.unmask.job.Values;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import dev.unmask.task.file.Item;
import dev.unmask.task.file.Room;
import dev.unmask.text.Tokenizer;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/// An item of a sweep as a form asks for it once more: the texts around its masks, and the settings
/// of its run with as many masks as it had.
///
/// @param texts what is given
/// @param settings of its run
/// @param exact whether the very canvas of the sweep comes of it: a text that was cut to fit may
///     fall into other tokens
public record LaidItem(SourceTexts texts, Values settings, boolean exact) {
  /// Reads or makes the items of a sweep again and lays one of them out.
  ///
  /// @param model of the sweep, or another one whose tokens are wanted
  /// @param row of the item
  /// @param asked what was asked then
  /// @param target what was right then
  /// @param recommended knobs that the sweep says nothing of
  /// @throws Problem TASK_DATA if it is another item now, PARAMETER if nothing is written for it
  public static LaidItem of(
      LoadedModel model,
      SweepSpec spec,
      SweepRow row,
      String asked,
      String target,
      Values recommended) {
    Values base = Sweep.turned(recommended, spec.fixed());
    List<Item> items =
        spec.task().read(i -> !ItemCanvas.of(model, i, base).cut(), model.tokenizer().separator());
    Item item = row.item() < items.size() ? items.get(row.item()) : null;
    if (item == null || !item.asked().equals(asked) || !item.target().equals(target)) {
      throw new Problem(
          Code.TASK_DATA,
          "Item %d is not what it was when the sweep was run.".formatted(row.item() + 1),
          "Open the model of the sweep, and bring the old data file back if it has one.");
    }
    if (!(item instanceof Item.Writing writing)) {
      throw new Problem(
          Code.PARAMETER,
          "The items of %s are measured, so there are no steps to see."
              .formatted(spec.task().name()),
          "Ctrl+J measures a text position by position.");
    }
    return of(model, writing, spec.values(row, recommended));
  }

  static LaidItem of(LoadedModel model, Item.Writing item, Values settings) {
    ItemCanvas canvas = ItemCanvas.of(model, item, settings);
    boolean rest =
        item.room().kind() == Room.Kind.REST && settings.get(DenoiseParameters.MASKS) == 0;
    int masks = rest ? 0 : canvas.to() - canvas.from();
    SourceTexts texts = canvas.cut() ? kept(model.tokenizer(), canvas) : whole(model, item);
    boolean gap = texts.prompt().isEmpty() && !rest;
    boolean template =
        gap && !Prompting.hasBlanks(texts.prefix()) && !Prompting.hasBlanks(texts.suffix());
    if (template) {
      String blank = "_".repeat(Math.max(2, masks));
      texts = SourceTexts.template(texts.prefix() + blank + texts.suffix());
    }
    // A blank of two underscores is the shortest that a template has.
    long said = template && masks > 1 ? 0 : masks;
    Values laid =
        rest
            ? settings
            : settings.with(DenoiseParameters.MASKS, said).with(DenoiseParameters.LENGTH, 0L);
    return new LaidItem(texts, laid, same(canvas, new Prompting(model).canvas(texts, laid)));
  }

  private static SourceTexts whole(LoadedModel model, Item.Writing item) {
    OptionalInt eos = item.whole() ? model.tokenizer().special().eos() : OptionalInt.empty();
    String end = eos.isPresent() ? model.tokenizer().decode(new int[] {eos.getAsInt()}) : "";
    return new SourceTexts(item.prompt(), item.before(), item.after() + end, "");
  }

  /// What is left of a text that was cut, without the beginning that every canvas has.
  private static SourceTexts kept(Tokenizer tokenizer, ItemCanvas canvas) {
    int[] ids = canvas.ids();
    OptionalInt bos = tokenizer.special().bos();
    int first = bos.isPresent() && canvas.from() > 0 && ids[0] == bos.getAsInt() ? 1 : 0;
    return new SourceTexts(
        "",
        tokenizer.decode(Arrays.copyOfRange(ids, first, canvas.from())),
        tokenizer.decode(Arrays.copyOfRange(ids, canvas.to(), ids.length)),
        "");
  }

  private static boolean same(ItemCanvas wanted, StartCanvas made) {
    if (made.length() != wanted.ids().length) {
      return false;
    }
    boolean[] masked = wanted.masked();
    for (int i = 0; i < masked.length; i++) {
      boolean free = made.roles()[i] == Role.MASKED.code();
      if (free != masked[i] || (!free && made.ids()[i] != wanted.ids()[i])) {
        return false;
      }
    }
    return true;
  }
}
