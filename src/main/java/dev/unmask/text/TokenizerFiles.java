package dev.unmask.text;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Finds the tokenizer of a Hugging Face-shaped folder and opens it.
public final class TokenizerFiles {
  private static final List<String> VOCABULARIES = List.of("vocab.json", "encoder.json");
  private static final List<String> MERGES = List.of("merges.txt", "vocab.bpe");

  /// The names of all files that are looked for in a folder.
  public static final List<String> NAMES =
      Stream.of(
              List.of(
                  TokenizerJson.NAME,
                  TokenizerSettings.CONFIG,
                  TokenizerSettings.MAP,
                  TokenizerSettings.ADDED,
                  ChatTemplate.FILE),
              VOCABULARIES,
              MERGES)
          .flatMap(List::stream)
          .toList();

  private TokenizerFiles() {}

  /// Opens `tokenizer.json`, else `vocab.json` or `encoder.json` with `merges.txt` or `vocab.bpe`.
  ///
  /// @param folder the checkpoint's folder
  /// @param config special ids that its `config.json` names; see [SpecialTokens#merge]
  /// @throws Problem if there is no tokenizer, or a file of it is malformed
  public static Tokenizer open(Path folder, Map<SpecialRole, Integer> config) {
    TokenizerSettings settings = TokenizerSettings.read(folder);
    Path json = folder.resolve(TokenizerJson.NAME);
    if (Files.exists(json)) {
      return HuggingFaceTokenizer.open(json, settings, config);
    }
    Optional<Path> vocabulary = first(folder, VOCABULARIES);
    Optional<Path> merges = first(folder, MERGES);
    if (vocabulary.isPresent() && merges.isPresent()) {
      return Gpt2Tokenizer.open(vocabulary.get(), merges.get(), settings, config);
    }
    throw missing(folder);
  }

  /// Whether a folder holds a tokenizer that [#open] would read.
  public static boolean present(Path folder) {
    return Files.exists(folder.resolve(TokenizerJson.NAME))
        || (first(folder, VOCABULARIES).isPresent() && first(folder, MERGES).isPresent());
  }

  /// Whether the authors' own code puts the beginning-of-sequence token before every plain text.
  ///
  /// @throws Problem TOKENIZER if a file is malformed
  public static boolean beginsWithBos(Path folder) {
    return BeginningRule.begins(folder);
  }

  private static Optional<Path> first(Path folder, List<String> names) {
    return names.stream().map(folder::resolve).filter(Files::exists).findFirst();
  }

  private static Problem missing(Path folder) {
    boolean sentencePiece = Files.exists(folder.resolve("tokenizer.model"));
    return new Problem(
        Code.TOKENIZER,
        "The folder "
            + folder
            + " has no tokenizer: looked for tokenizer.json, and for vocab.json or encoder.json"
            + " with merges.txt or vocab.bpe.",
        sentencePiece
            ? "Its tokenizer.model is not read: save the tokenizer as tokenizer.json with"
                + " transformers (AutoTokenizer.from_pretrained(...).save_pretrained(...))."
            : "Put the tokenizer's files beside the weights, or name the folder that has them.");
  }
}
