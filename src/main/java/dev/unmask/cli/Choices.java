package dev.unmask.cli;

import dev.unmask.job.AdapterChoice;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What the texts of some options stand for.
final class Choices {
  private Choices() {}

  /// One constant of an enum, by its name in lower case.
  ///
  /// @throws Problem PARAMETER that lists what there is
  static <E extends Enum<E>> E of(Class<E> type, String text, String option) {
    for (E e : type.getEnumConstants()) {
      if (e.name().equals(text.toUpperCase(Locale.ROOT))) {
        return e;
      }
    }
    String all =
        String.join(
            ", ",
            Arrays.stream(type.getEnumConstants())
                .map(e -> e.name().toLowerCase(Locale.ROOT))
                .toList());
    throw new Problem(
        Code.PARAMETER, option + " must be one of " + all + ", not " + text + ".", "Choose one.");
  }

  /// An adapter by its folder or its id in the Hugging Face cache.
  ///
  /// @param folder empty for none
  /// @throws Problem PARAMETER if `apart` is said of no adapter, NOT_FOUND if it is not there
  static Optional<AdapterChoice> adapter(Surroundings around, String folder, boolean apart) {
    if (!folder.isEmpty()) {
      return Optional.of(new AdapterChoice(around.location().find(folder).toString(), apart));
    }
    if (apart) {
      throw new Problem(
          Code.PARAMETER, "--adapter-apart needs an adapter.", "Name its folder with --adapter.");
    }
    return Optional.empty();
  }

  /// Ids with commas between them.
  ///
  /// @throws Problem PARAMETER if it is something else
  static int[] ids(String text) {
    try {
      return Arrays.stream(text.split(",", -1))
          .mapToInt(s -> Integer.parseInt(s.strip()))
          .toArray();
    } catch (NumberFormatException e) {
      throw new Problem(
          Code.PARAMETER,
          "--ids must be whole numbers with commas between them, not " + text + ".",
          "For example --ids 1,2,3.",
          e);
    }
  }
}
