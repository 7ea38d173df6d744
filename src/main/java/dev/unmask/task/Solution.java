package dev.unmask.task;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What somebody wrote, read as equations and a result.
///
/// @param equations in their order
/// @param result after the last `####`, if there is one
/// @param clean whether the text holds nothing else, and the result comes last
public record Solution(List<Equation> equations, OptionalLong result, boolean clean) {
  // Nine digits: the product of two such numbers is still a long.
  private static final Pattern PART =
      Pattern.compile(
          "<<(\\d{1,9})([-+*/])(\\d{1,9})=(\\d{1,9})>>|####\\s*(\\d{1,9})(?!\\d)|\\S[^<#]*");

  public Solution {
    equations = List.copyOf(equations);
  }

  /// Reads a text, whatever it is.
  public static Solution read(String text) {
    List<Equation> equations = new ArrayList<>();
    OptionalLong result = OptionalLong.empty();
    boolean clean = true;
    Matcher part = PART.matcher(text);
    while (part.find()) {
      if (part.group(1) != null) {
        clean &= result.isEmpty();
        equations.add(
            new Equation(
                number(part, 1), part.group(2).charAt(0), number(part, 3), number(part, 4)));
      } else if (part.group(5) != null) {
        clean &= result.isEmpty();
        result = OptionalLong.of(number(part, 5));
      } else {
        clean = false;
      }
    }
    return new Solution(equations, result, clean);
  }

  private static long number(Matcher part, int group) {
    return Long.parseLong(part.group(group));
  }
}
