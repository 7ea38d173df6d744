package dev.unmask.network;

import dev.unmask.checkpoint.CheckpointFolder;
import dev.unmask.checkpoint.Config;
import dev.unmask.checkpoint.GgufFile;
import dev.unmask.checkpoint.GgufNotes;
import dev.unmask.text.ChatTemplate;
import dev.unmask.text.InfillTokens;
import dev.unmask.text.Llama2cVocabulary;
import dev.unmask.text.NumberTokenizer;
import dev.unmask.text.SpecialRole;
import dev.unmask.text.SpecialTokens;
import dev.unmask.text.TokenList;
import dev.unmask.text.TokenListTokenizer;
import dev.unmask.text.Tokenizer;
import dev.unmask.text.TokenizerFiles;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// The text side of a checkpoint, whatever its format.
///
/// @param tokenizer text to ids and back
/// @param chat how a conversation is written for the model, if it has a template
/// @param first the id with which the model's plain texts are meant to begin, where its files say
///     so; chat templates bring their own
public record ModelText(Tokenizer tokenizer, Optional<ChatTemplate> chat, OptionalInt first) {

  /// Key of a configuration: the id that begins what stands before a gap.
  public static final String PREFIX = "prefix_token_id";

  /// Key of a configuration: the id that begins what stands behind a gap.
  public static final String SUFFIX = "suffix_token_id";

  /// Key of a configuration: the id that begins what fills a gap.
  public static final String MIDDLE = "middle_token_id";

  /// Opens it.
  ///
  /// @throws dev.unmask.problem.Problem TOKENIZER if there is none, or it is malformed
  public static ModelText open(CheckpointFolder checkpoint) {
    refuseLinks(checkpoint);
    return switch (checkpoint.format()) {
      case SAFETENSORS -> {
        Tokenizer tokenizer = TokenizerFiles.open(checkpoint.folder(), roles(checkpoint.config()));
        yield new ModelText(
            tokenizer,
            ChatTemplate.read(checkpoint.folder()),
            TokenizerFiles.beginsWithBos(checkpoint.folder())
                ? tokenizer.special().bos()
                : OptionalInt.empty());
      }
      case GGUF -> of(gguf(checkpoint.files().getFirst().file()));
      case LLAMA2C -> of(llama2c(checkpoint));
    };
  }

  /// As [#open], or with ids shown as numbers if the checkpoint brings no tokenizer.
  ///
  /// @param size rows of the model's vocabulary
  /// @throws dev.unmask.problem.Problem TOKENIZER if there is one and it is malformed
  public static ModelText openOrNumbers(CheckpointFolder checkpoint, int size) {
    refuseLinks(checkpoint);
    if (present(checkpoint)) {
      return open(checkpoint);
    }
    SpecialTokens special =
        SpecialTokens.merge(roles(checkpoint.config()), Map.of(), Map.of(), Set.of(), id -> true);
    return new ModelText(
        new NumberTokenizer(checkpoint.name(), size, special),
        Optional.empty(),
        OptionalInt.empty());
  }

  /// A link that leads out of the folder, or nowhere, is refused before it is followed.
  private static void refuseLinks(CheckpointFolder checkpoint) {
    if (checkpoint.format() != CheckpointFolder.Format.GGUF) {
      TokenizerFiles.NAMES.forEach(checkpoint::file);
    }
  }

  /// The tokens with which a model was taught to fill in: those that its configuration names, as
  /// trainings here do, else those that its tokenizer names; empty if there are none.
  public static Optional<InfillTokens> infill(CheckpointFolder checkpoint, Tokenizer tokenizer) {
    Config config = checkpoint.config();
    OptionalInt prefix = config.id(PREFIX);
    OptionalInt suffix = config.id(SUFFIX);
    OptionalInt middle = config.id(MIDDLE);
    return prefix.isPresent() && suffix.isPresent() && middle.isPresent()
        ? Optional.of(new InfillTokens(prefix.getAsInt(), suffix.getAsInt(), middle.getAsInt()))
        : InfillTokens.named(tokenizer);
  }

  /// Whether the checkpoint brings a tokenizer.
  public static boolean present(CheckpointFolder checkpoint) {
    return switch (checkpoint.format()) {
      case SAFETENSORS -> TokenizerFiles.present(checkpoint.folder());
      case GGUF ->
          GgufFile.open(checkpoint.files().getFirst().file()).notes().has("tokenizer.ggml.tokens");
      case LLAMA2C ->
          Llama2cVocabulary.present(checkpoint.folder(), checkpoint.config().count("vocab_size"));
    };
  }

  private static TokenList llama2c(CheckpointFolder checkpoint) {
    int size = checkpoint.config().count("vocab_size");
    Llama2cVocabulary.names(size).forEach(checkpoint::file);
    return Llama2cVocabulary.beside(checkpoint.folder(), size);
  }

  private static ModelText of(TokenList list) {
    TokenListTokenizer tokenizer = TokenListTokenizer.open(list);
    return new ModelText(
        tokenizer,
        list.chatTemplate().map(source -> ChatTemplate.later(source, list.roleTexts())),
        tokenizer.startsWithBos() ? tokenizer.special().bos() : OptionalInt.empty());
  }

  private static Map<SpecialRole, Integer> roles(Config config) {
    Map<SpecialRole, Integer> roles = new EnumMap<>(SpecialRole.class);
    for (SpecialRole role : SpecialRole.values()) {
      config.id(role.configKey()).ifPresent(id -> roles.put(role, id));
    }
    return roles;
  }

  /// The vocabulary in a GGUF file, which may hold nothing else.
  ///
  /// @throws dev.unmask.problem.Problem if the file is malformed or lacks a vocabulary
  static TokenList gguf(Path file) {
    GgufNotes notes = GgufFile.open(file).notes();
    return new TokenList(
        file.toString(),
        notes.text("tokenizer.ggml.model"),
        notes.text("tokenizer.ggml.pre", "default"), // files of before April 2024 do not say
        notes.texts("tokenizer.ggml.tokens"),
        notes.has("tokenizer.ggml.token_type")
            ? Arrays.stream(notes.wholes("tokenizer.ggml.token_type"))
                .mapToObj(TokenList.Kind::ofNumber)
                .toList()
            : List.of(),
        notes.has("tokenizer.ggml.scores") ? notes.floats("tokenizer.ggml.scores") : new float[0],
        notes.has("tokenizer.ggml.merges") ? notes.texts("tokenizer.ggml.merges") : List.of(),
        roles(notes),
        truth(notes, "tokenizer.ggml.add_space_prefix"),
        truth(notes, "tokenizer.ggml.add_bos_token"),
        notes.has("tokenizer.chat_template")
            ? Optional.of(notes.text("tokenizer.chat_template"))
            : Optional.empty());
  }

  private static Optional<Boolean> truth(GgufNotes notes, String key) {
    return notes.has(key) ? Optional.of(notes.truth(key, false)) : Optional.empty();
  }

  private static Map<SpecialRole, Integer> roles(GgufNotes notes) {
    Map<SpecialRole, String> names =
        Map.of(
            SpecialRole.BOS, "bos",
            SpecialRole.EOS, "eos",
            SpecialRole.UNK, "unknown",
            SpecialRole.SEP, "seperator", // so spelt in the files
            SpecialRole.PAD, "padding",
            SpecialRole.MASK, "mask");
    Map<SpecialRole, Integer> roles = new EnumMap<>(SpecialRole.class);
    names.forEach(
        (role, name) -> {
          String key = "tokenizer.ggml." + name + "_token_id";
          if (notes.has(key) && notes.whole(key) <= Integer.MAX_VALUE) {
            roles.put(role, notes.count(key));
          }
        });
    return roles;
  }
}
