package dev.unmask.task.file;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Solved items that stand before each item (few-shot prompting), never the item itself.
///
/// Each is written out with its answer, with an empty line behind it. What a model writes counts up
/// to the next empty line, since many go on with a question of their own; not so of programs and
/// where a right answer has an empty line itself.
///
/// @param examples solved items to choose from, in their order
/// @param count how many stand before an item
public record Shots(List<Item> examples, int count) {
  private static final String BETWEEN = "\n\n";

  public Shots {
    examples = List.copyOf(examples);
  }

  /// An item with its examples before it.
  ///
  /// @throws Problem PARAMETER if it has no answer, or there are not enough others
  public Item before(Item item) {
    List<Item> chosen =
        examples.stream()
            .filter(e -> !(e.asked() + e.target()).equals(item.asked() + item.target()))
            .limit(count)
            .toList();
    if (chosen.size() < count) {
      throw new Problem(
          Code.PARAMETER,
          "There are only %d other solved items to show before %s."
              .formatted(chosen.size(), item.id()),
          "Ask for fewer with --shots, or name a file with more by --shots-from.");
    }
    String shown = chosen.stream().map(e -> written(e) + BETWEEN).collect(Collectors.joining());
    return switch (item) {
      case Item.Writing w -> writing(shown, w);
      case Item.Choice c -> choice(shown, c);
      case Item.Passage p -> throw none(p);
    };
  }

  private static Item writing(String shown, Item.Writing w) {
    boolean asked = !w.prompt().isEmpty();
    boolean cut =
        !(w.judge() instanceof CodeJudge)
            && w.targets().stream().noneMatch(t -> t.contains(BETWEEN));
    return new Item.Writing(
        w.id(),
        asked ? shown + w.prompt() + "\n" : "",
        asked ? w.before() : shown + w.before(),
        w.after(),
        w.whole(),
        w.room(),
        w.targets(),
        cut ? written -> w.judge().judge(first(written)) : w.judge());
  }

  private static Item choice(String shown, Item.Choice c) {
    List<Item.Option> options = new ArrayList<>();
    c.options().forEach(o -> options.add(new Item.Option(shown + o.before(), o.scored())));
    return new Item.Choice(c.id(), options, c.right());
  }

  /// What was written before the first empty line that follows something.
  private static String first(String written) {
    String begun = written.stripLeading();
    int end = begun.indexOf(BETWEEN);
    return end < 0 ? written : begun.substring(0, end);
  }

  /// A solved item as text.
  private static String written(Item item) {
    return switch (item) {
      case Item.Writing w when !w.prompt().isEmpty() ->
          w.prompt() + "\n" + w.before() + w.target() + w.after();
      case Item.Writing w -> joined(w.before(), w.target()) + w.after();
      case Item.Choice c -> {
        Item.Option right = c.options().get(c.right());
        yield joined(right.before(), right.scored());
      }
      case Item.Passage p -> throw none(p);
    };
  }

  /// With a space where neither brings one: `Answer:` and a word.
  private static String joined(String before, String answer) {
    boolean apart =
        before.endsWith(":") && !answer.isEmpty() && !Character.isWhitespace(answer.charAt(0));
    return before + (apart ? " " : "") + answer;
  }

  private static Problem none(Item.Passage passage) {
    return new Problem(
        Code.PARAMETER,
        "The text %s has no answer that could be shown.".formatted(passage.id()),
        "Leave --shots out.");
  }
}
