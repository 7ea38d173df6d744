package dev.unmask.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Cuts the texts of added tokens out of a text, before anything else looks at it. Where several
/// begin at one place the longest wins.
final class AddedTexts {
  private final Map<Character, List<AddedToken>> byFirst = new HashMap<>();

  AddedTexts(Collection<AddedToken> tokens) {
    for (AddedToken token : tokens) {
      if (token.text().isEmpty()) {
        continue; // a broken vocabulary may name one; it is nowhere in a text
      }
      byFirst.merge(
          token.text().charAt(0),
          List.of(token),
          (a, b) ->
              Stream.concat(a.stream(), b.stream())
                  .sorted(Comparator.comparingInt((AddedToken t) -> t.text().length()).reversed())
                  .toList());
    }
  }

  /// Gives what stands between added tokens and their ids, in order.
  void split(String text, Consumer<String> between, IntConsumer added) {
    int from = 0;
    int at = 0;
    while (at < text.length()) {
      AddedToken found = at(text, at);
      if (found == null) {
        at++;
        continue;
      }
      if (at > from) {
        between.accept(text.substring(from, at));
      }
      added.accept(found.id());
      at += found.text().length();
      from = at;
    }
    if (from < text.length()) {
      between.accept(text.substring(from));
    }
  }

  private @Nullable AddedToken at(String text, int at) {
    for (AddedToken token : byFirst.getOrDefault(text.charAt(at), List.of())) {
      if (text.startsWith(token.text(), at)) {
        return token;
      }
    }
    return null;
  }
}
