package dev.unmask.task.file;

import dev.unmask.task.Equation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Countdown with 3, 4 or 5 numbers: `input` the numbers and the goal, `output` the equations.
///
/// Any chain that holds is right: each equation true, each number used once, the last result the
/// goal.
///
/// @see "Ye et al. 2024, Beyond autoregression: the files cd3, cd4 and cd5"
record CountdownFile() implements FileTask {
  private static final Pattern EQUATION =
      Pattern.compile("(\\d{1,9})([-+*/])(\\d{1,9})=(-?\\d{1,9})");

  @Override
  public String name() {
    return "countdown";
  }

  @Override
  public String says() {
    return "Countdown (cd3, cd4, cd5): make the last number of the others, each used once.";
  }

  @Override
  public String asPublished() {
    return "";
  }

  @Override
  public List<Item> read(Path file, int most, boolean asPublished) {
    int[] number = {0};
    return new DataFile(file, name())
        .jsonLines(
            most,
            entry -> {
              String input = entry.text("input");
              String output = entry.text("output");
              if (!input.matches("\\d{1,9}(,\\d{1,9}){2,}")) {
                throw entry.bad("has an input that is not numbers with commas between them");
              }
              return new Item.Writing(
                  name() + "/" + number[0]++,
                  input,
                  "",
                  "",
                  Room.rest(),
                  List.of(output),
                  written -> judge(input, written));
            });
  }

  private static Judgement judge(String input, String written) {
    List<Long> left =
        new ArrayList<>(Arrays.stream(input.split(",", -1)).map(Long::valueOf).toList());
    long goal = left.removeLast();
    long last = Long.MIN_VALUE;
    boolean holds = true;
    String words = "";
    for (String part : written.strip().split(",", -1)) {
      Matcher m = EQUATION.matcher(part.strip());
      if (!m.matches()) {
        return new Judgement(false, java.util.Map.of(), "not a chain of equations");
      }
      long a = Long.parseLong(m.group(1));
      long b = Long.parseLong(m.group(3));
      last = Long.parseLong(m.group(4));
      OptionalLong value = Equation.value(a, m.group(2).charAt(0), b);
      if (!value.equals(OptionalLong.of(last))) {
        holds = false;
        words = "an equation is wrong";
      }
      if (!left.remove((Long) a) || !left.remove((Long) b)) {
        holds = false;
        words = "a number comes from nowhere";
      }
      left.add(last);
    }
    if (holds && last != goal) {
      words = "the chain ends in another number";
    } else if (holds && left.size() != 1) {
      words = "a number is not used";
    }
    return new Judgement(
        words.isEmpty(), java.util.Map.of("goal", last == goal ? 1.0 : 0.0), words);
  }
}
