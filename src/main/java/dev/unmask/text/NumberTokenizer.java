package dev.unmask.text;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/// Stands in where a checkpoint brings no tokenizer: ids are shown as their numbers, a space before
/// each, and text cannot be turned into ids.
///
/// @param name of the checkpoint, for the words of a problem
/// @param size ids are 0 up to this number, exclusive
/// @param special ids that the configuration names
public record NumberTokenizer(String name, int size, SpecialTokens special) implements Tokenizer {
  @Override
  public int[] encode(String text) {
    if (text.isEmpty()) {
      return new int[0];
    }
    throw new Problem(
        Code.TOKENIZER,
        name + " has no tokenizer, so it does not understand text.",
        "Give ids with --ids, or put the tokenizer's files beside the weights.");
  }

  @Override
  public int[] encodeTemplate(String rendered) {
    return encode(rendered);
  }

  @Override
  public byte[] bytes(int id) {
    return (" " + id).getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public String decode(int[] ids) {
    return Arrays.stream(ids).mapToObj(id -> " " + id).collect(Collectors.joining());
  }

  @Override
  public String decodePlain(int[] ids) {
    return decode(Arrays.stream(ids).filter(id -> !special.all().contains(id)).toArray());
  }

  @Override
  public OptionalInt idOf(String token) {
    return OptionalInt.empty();
  }
}
