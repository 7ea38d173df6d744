package dev.unmask.text;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Cuts text into the words within which byte-level BPE merges, by the rules that GGUF files know
/// by name.
///
/// Each pattern cuts what the one before left: its matches and what lies between them are words.
///
/// @see "llama.cpp, src/llama-vocab.cpp, llm_tokenizer_bpe, and src/unicode.cpp"
final class WordSplitter {
  private static final String SPACE = "\\p{IsWhite_Space}";
  private static final String NO_SPACE = "\\P{IsWhite_Space}";
  private static final String OTHER = "[^" + SPACE + "\\p{L}\\p{N}]";

  private static final Pattern GPT2 =
      Pattern.compile(
          "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?"
              + OTHER
              + "+|"
              + SPACE
              + "+(?!"
              + NO_SPACE
              + ")");

  private static final Pattern DIGIT = Pattern.compile("\\p{N}");

  /// LLaMA 3 and its descendants, which differ in how many digits stay together, in what follows a
  /// run of punctuation, and in whether a run of line ends is one word.
  private static Pattern modern(String digits, String afterOther, String lineEnds) {
    return Pattern.compile(
        "'(?:[sStTmMdD]|[rR][eE]|[vV][eE]|[lL][lL])|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|"
            + digits
            + "| ?"
            + afterOther
            + "|"
            + SPACE
            + "*"
            + lineEnds
            + "|"
            + SPACE
            + "+(?!"
            + NO_SPACE
            + ")|"
            + SPACE
            + "+");
  }

  private static final Pattern LLAMA3 = modern("\\p{N}{1,3}", OTHER + "+[\\r\\n]*", "[\\r\\n]+");
  private static final Pattern QWEN2 = modern("\\p{N}", OTHER + "+[\\r\\n]*", "[\\r\\n]+");
  private static final Pattern BAILING = modern("\\p{N}", OTHER + "+[\\r\\n]*", "[\\r\\n]");
  private static final Pattern SEED =
      modern("\\p{N}", "[^" + SPACE + "\\p{L}\\p{N}\\r\\n]+", "[\\r\\n]+");

  private static final Pattern THREE_DIGITS = Pattern.compile("[0-9][0-9][0-9]");

  private final List<Pattern> patterns;

  private WordSplitter(Pattern... patterns) {
    this.patterns = List.of(patterns);
  }

  /// The rule of a name, if it is known.
  static Optional<WordSplitter> named(String name) {
    return Optional.ofNullable(
        switch (name) {
          case "default" ->
              new WordSplitter(
                  Pattern.compile("[\\p{P}$+<=>^~|]+"),
                  GPT2,
                  Pattern.compile("\\p{N}+"),
                  THREE_DIGITS);
          case "falcon" ->
              new WordSplitter(Pattern.compile("[\\p{P}$+<=>^~|`]+"), GPT2, THREE_DIGITS);
          case "gpt-2",
              "phi-2",
              "mpt",
              "olmo",
              "jais",
              "trillion",
              "granite-docling",
              "gigachat",
              "mellum",
              "a.x-4.0",
              "exaone4",
              "roberta-bpe" ->
              new WordSplitter(GPT2);
          case "smollm", "starcoder", "refact", "command-r", "codeshell", "exaone", "minerva-7b" ->
              new WordSplitter(DIGIT, GPT2);
          case "llama-bpe",
              "llama3",
              "llama-v3",
              "falcon3",
              "falcon-h1",
              "pixtral",
              "midm-2.0",
              "lfm2",
              "dbrx",
              "smaug-bpe",
              "glm4",
              "chatglm-bpe" ->
              new WordSplitter(LLAMA3);
          case "qwen2",
              "dream",
              "deepseek-r1-qwen",
              "stablelm2",
              "megrez",
              "hunyuan",
              "grok-2",
              "kormo" ->
              new WordSplitter(QWEN2);
          case "llada-moe", "bailingmoe", "bailingmoe2" -> new WordSplitter(BAILING);
          case "seed-coder" -> new WordSplitter(SEED);
          default -> null;
        });
  }

  /// Whether a word that is a token as a whole is taken before any merge.
  static boolean wholeWordsFirst(String name) {
    return switch (name) {
      case "llama-bpe",
          "llama3",
          "llama-v3",
          "falcon3",
          "falcon-h1",
          "pixtral",
          "midm-2.0",
          "lfm2" ->
          true;
      default -> false;
    };
  }

  /// Gives every word in order; together they are the text.
  void split(String text, Consumer<String> word) {
    split(text, 0, word);
  }

  private void split(String text, int pattern, Consumer<String> word) {
    if (pattern == patterns.size()) {
      word.accept(text);
      return;
    }
    Matcher m = patterns.get(pattern).matcher(text);
    int from = 0;
    while (m.find()) {
      if (m.start() > from) {
        split(text.substring(from, m.start()), pattern + 1, word);
      }
      split(m.group(), pattern + 1, word);
      from = m.end();
    }
    if (from < text.length()) {
      split(text.substring(from), pattern + 1, word);
    }
  }
}
