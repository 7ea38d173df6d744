package dev.unmask.text;

import ai.djl.engine.EngineException;
import ai.djl.huggingface.tokenizers.jni.LibUtils;
import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;

/// One tokenizer inside the native library (Rust tokenizers 0.21); freed when nothing refers to it.
///
/// The native interface is called directly: the library's own Java class asks a cloud service
/// whether it runs there, cuts texts after 512 tokens, and copies eight arrays per text. Safe for
/// use by several threads.
///
/// A panic inside the library ends the whole process. What is known to cause one is refused before:
/// see [TokenizerJson], [PipelineCheck] and [#LONGEST_TEXT].
final class NativeTokenizer {
  /// In UTF-16 units. The regular expressions of the library give up, by a panic, after ten million
  /// steps back; a text of white space takes about two steps per character.
  static final int LONGEST_TEXT = 1 << 21;

  private static final Cleaner CLEANER = Cleaner.create();

  private final long handle;

  /// @param json a checked `tokenizer.json`
  /// @throws RuntimeException with a technical message if the library refuses it
  /// @throws Problem if the library itself cannot be used
  NativeTokenizer(String json) {
    load();
    long created = TokenizersLibrary.LIB.createTokenizerFromString(json);
    handle = created;
    CLEANER.register(this, () -> TokenizersLibrary.LIB.deleteTokenizer(created));
  }

  private static void load() {
    // Without this the library is fetched from the network where there is a CUDA device.
    if (System.getenv("RUST_FLAVOR") == null && System.getProperty("RUST_FLAVOR") == null) {
      System.setProperty("RUST_FLAVOR", "cpu");
    }
    try {
      LibUtils.checkStatus();
    } catch (EngineException | LinkageError e) {
      throw new Problem(
          Code.ENGINE,
          "The tokenizer library cannot be loaded.",
          "Check that the folder named by DJL_CACHE_DIR (by default .djl.ai in your home) can be"
              + " written and has 20 MB of room.",
          e);
    }
  }

  /// The ids of a text; nothing is added.
  ///
  /// @throws Problem if the text is longer than [#LONGEST_TEXT], or has a character for which the
  ///     vocabulary lacks even the token for unknown ones
  int[] encode(String text) {
    if (text.length() > LONGEST_TEXT) {
      throw new Problem(
          Code.CANVAS,
          "The text has %,d characters; %,d can be encoded at once."
              .formatted(text.length(), LONGEST_TEXT),
          "Split the text, for example by lines.");
    }
    long encoding;
    long[] ids;
    try {
      encoding = TokenizersLibrary.LIB.encode(handle, Utf8.wellFormed(text), false);
      ids = TokenizersLibrary.LIB.getTokenIds(encoding);
    } catch (RuntimeException e) {
      throw new Problem(
          Code.TOKENIZER,
          "The tokenizer has no token for a part of the text.",
          "Remove unusual characters, or use the tokenizer that belongs to the model.",
          e);
    } finally {
      Reference.reachabilityFence(this);
    }
    TokenizersLibrary.LIB.deleteEncoding(encoding);
    int[] narrow = new int[ids.length];
    for (int i = 0; i < ids.length; i++) {
      narrow[i] = Math.toIntExact(ids[i]);
    }
    return narrow;
  }
}
