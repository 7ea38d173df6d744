package dev.unmask.job.sweep;

import dev.unmask.job.DenoiseParameters;
import dev.unmask.job.LoadedModel;
import dev.unmask.job.ModelCard;
import dev.unmask.job.Prompting;
import dev.unmask.job.Values;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import dev.unmask.task.file.Item;
import dev.unmask.task.file.Room;
import dev.unmask.text.Tokenizer;
import java.util.Arrays;
import java.util.stream.IntStream;

/// An item as the canvas with which its run begins.
///
/// @param ids `[length]`
/// @param from first masked position
/// @param to end of the masked positions
/// @param cut whether something of what is given had to be left out to fit
record ItemCanvas(int[] ids, int from, int to, boolean cut) {
  /// Lays an item out: head, text before, masks, text behind.
  ///
  /// What is too long loses its beginning, and behind the masks its end, as in the published
  /// scripts. The masks are never fewer than they should be; where their number is free, the answer
  /// has its place, but no more than half of the canvas.
  ///
  /// @throws Problem CANVAS if the masks alone do not fit
  static ItemCanvas of(LoadedModel model, Item.Writing item, Values values) {
    Tokenizer tokenizer = model.tokenizer();
    int asked = values.whole(DenoiseParameters.LENGTH);
    boolean raw = values.get(DenoiseParameters.RAW);
    int target = tokenizer.encode(item.target()).length;
    int masks = masks(item.room(), target, values);
    Prompting prompting = new Prompting(model);
    int[] before =
        item.whole() ? tokenizer.encodeTemplate(item.before()) : tokenizer.encode(item.before());
    int[] after = item.whole() ? ended(tokenizer, item.after()) : tokenizer.encode(item.after());
    int[] head = prompting.head(item.prompt(), raw);
    int given = head.length + before.length + after.length;
    ModelCard card = model.card();
    int usual = masks > 0 ? card.length(given, masks) : card.length(given);
    int length = asked > 0 ? asked : usual;
    int needed = masks > 0 ? masks : Math.min(target + 1, most(card, length));
    int bare = prompting.head(item.prompt().isEmpty() ? "" : "?", raw).length;
    if (bare + needed > length && masks > 0) {
      throw new Problem(
          Code.CANVAS,
          "The answer takes %d places and the canvas leaves %d.".formatted(needed, length - bare),
          "Take a model with a longer canvas.");
    }
    int room = length - Math.min(needed, length - bare - 1);
    boolean cut = given > room;
    if (cut) {
      head =
          shortened(prompting, tokenizer, item.prompt(), raw, room - before.length - after.length);
      int left = Math.max(0, room - head.length);
      int behind = Math.min(after.length, Math.max(left / 2, left - before.length));
      before = tail(before, left - behind);
      after = Arrays.copyOf(after, behind);
    }
    int from = head.length + before.length;
    int to = masks > 0 ? from + masks : length - after.length;
    int[] ids = new int[to + after.length];
    Arrays.fill(ids, model.card().maskId());
    System.arraycopy(head, 0, ids, 0, head.length);
    System.arraycopy(before, 0, ids, head.length, before.length);
    System.arraycopy(after, 0, ids, to, after.length);
    return new ItemCanvas(ids, from, to, cut);
  }

  /// How many positions are kept free for an answer of free length.
  private static int most(ModelCard card, int length) {
    return card.newTokens() > 0 ? Math.min(card.newTokens(), length / 2) : length / 2;
  }

  /// A text of special and other tokens, and the end of it.
  private static int[] ended(Tokenizer tokenizer, String text) {
    return IntStream.concat(
            IntStream.of(tokenizer.encodeTemplate(text)), tokenizer.special().eos().stream())
        .toArray();
  }

  /// Which positions are written.
  boolean[] masked() {
    boolean[] masked = new boolean[ids.length];
    Arrays.fill(masked, from, to, true);
    return masked;
  }

  private static int masks(Room room, int target, Values values) {
    int said = values.whole(DenoiseParameters.MASKS);
    if (said > 0) {
      return said;
    }
    return switch (room.kind()) {
      case REST -> 0;
      case FIXED -> room.tokens();
      case ORACLE -> target + room.tokens();
    };
  }

  /// The head with so much of its prompt, from the end, as fits.
  private static int[] shortened(
      Prompting prompting, Tokenizer tokenizer, String prompt, boolean raw, int room) {
    int[] all = tokenizer.encode(prompt);
    for (int drop = 0; drop < all.length; drop++) {
      int[] head = prompting.head(tokenizer.decodePlain(tail(all, all.length - drop)), raw);
      if (head.length <= room) {
        return head;
      }
    }
    return prompting.head("", raw);
  }

  private static int[] tail(int[] ids, int count) {
    return Arrays.copyOfRange(ids, ids.length - Math.clamp(count, 0, ids.length), ids.length);
  }
}
