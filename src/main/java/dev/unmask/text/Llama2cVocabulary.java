package dev.unmask.text;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads the tokenizer of a llama2.c model, `tok512.bin` or `tokenizer.bin`: the length of the
/// longest token, then for each token its score, its length and its bytes.
///
/// It is SentencePiece's vocabulary, written with spaces in place of `▁`; the first three tokens
/// are `<unk>`, BOS and EOS, then come 256 bytes.
///
/// @see "karpathy/llama2.c, tokenizer.py (export) and run.c (build_tokenizer, encode, decode)"
public final class Llama2cVocabulary {
  private static final int LIMIT = 16 * Json.MIB;
  private static final int LONGEST = 1_024;

  private Llama2cVocabulary() {}

  /// The file names that are looked for beside a model of so many tokens.
  public static List<String> names(int size) {
    return List.of("tok" + size + ".bin", "tokenizer.bin");
  }

  /// Finds the file beside a model.
  ///
  /// @param size number of tokens of the model
  /// @throws Problem TOKENIZER if it is missing, malformed or has another number of tokens
  public static TokenList beside(Path folder, int size) {
    Path file =
        find(folder, size)
            .orElseThrow(
                () ->
                    new Problem(
                        Code.TOKENIZER,
                        "The folder "
                            + folder
                            + " has no tokenizer: looked for tok"
                            + size
                            + ".bin and tokenizer.bin.",
                        "Put the tokenizer that came with the model beside it."));
    return read(file, size);
  }

  /// Whether there is one.
  public static boolean present(Path folder, int size) {
    return find(folder, size).isPresent();
  }

  private static Optional<Path> find(Path folder, int size) {
    return names(size).stream().map(folder::resolve).filter(Files::exists).findFirst();
  }

  /// Reads a file of exactly so many tokens.
  static TokenList read(Path file, int size) {
    ByteBuffer in = ByteBuffer.wrap(BoundedFile.read(file, LIMIT)).order(ByteOrder.LITTLE_ENDIAN);
    // Every token takes at least eight bytes.
    if (in.remaining() < 4 + 8L * size) {
      throw Json.problem(file, "is too short for " + size + " tokens", null);
    }
    int longest = in.getInt();
    if (longest < 1 || longest > LONGEST) {
      throw Json.problem(file, "has tokens of " + longest + " bytes", null);
    }
    List<String> tokens = new ArrayList<>(size);
    float[] scores = new float[size];
    List<TokenList.Kind> kinds = new ArrayList<>(size);
    for (int id = 0; id < size; id++) {
      if (in.remaining() < 8) {
        throw Json.problem(file, "ends in the middle of a token", null);
      }
      scores[id] = in.getFloat();
      int length = in.getInt();
      if (length < 0 || length > longest || length > in.remaining()) {
        throw Json.problem(file, "has the token " + id + " of an impossible length", null);
      }
      byte[] bytes = new byte[length];
      in.get(bytes);
      tokens.add(Utf8.decode(bytes).replace(' ', '\u2581'));
      boolean oneByte = TokenListTokenizer.byteValue(tokens.get(id)) != null;
      kinds.add(oneByte ? TokenList.Kind.BYTE : TokenList.Kind.ORDINARY);
    }
    if (in.hasRemaining()) {
      throw Json.problem(file, "holds more than " + size + " tokens", null);
    }
    Map<SpecialRole, Integer> roles = Map.of();
    if (size > 2) {
      named(tokens, kinds);
      roles = Map.of(SpecialRole.UNK, 0, SpecialRole.BOS, 1, SpecialRole.EOS, 2);
    }
    return new TokenList(
        file.toString(),
        "llama",
        "",
        tokens,
        kinds,
        scores,
        List.of(),
        roles,
        Optional.of(true),
        Optional.of(true),
        Optional.empty());
  }

  /// The exporter writes BOS as `\n<s>\n` and EOS likewise.
  private static void named(List<String> tokens, List<TokenList.Kind> kinds) {
    List<TokenList.Kind> first =
        List.of(TokenList.Kind.UNKNOWN, TokenList.Kind.CONTROL, TokenList.Kind.CONTROL);
    for (int id = 0; id < first.size(); id++) {
      tokens.set(id, tokens.get(id).strip());
      kinds.set(id, first.get(id));
    }
  }
}
