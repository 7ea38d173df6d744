package dev.unmask.checkpoint;

import java.nio.file.Path;

/// How much the headers of one checkpoint may make us remember, all shards together.
///
/// A header may be 100 MB of JSON, made to be expensive; real ones stay far below these numbers
/// (the largest published checkpoints list about 100,000 tensors), and what is within them fits
/// into a heap of 64 MB.
final class HeaderBudget {
  /// Tensors in all.
  static final int TENSORS = 120_000;

  /// Notes (`__metadata__`) in all.
  static final int NOTES = 20_000;

  /// Characters of names and metadata in all.
  static final int CHARACTERS = 8_000_000;

  /// Dimensions of one tensor.
  static final int RANK = 64;

  /// Numbers in shapes and offsets in all: each tensor has two offsets.
  static final int NUMBERS = 6 * TENSORS;

  private int tensors;
  private int notes;
  private long characters;
  private int numbers;

  void tensor(Path file, String name) {
    if (++tensors > TENSORS) {
      throw Words.malformed(file, "it lists more than " + TENSORS + " tensors");
    }
    text(file, name);
  }

  void note(Path file, String key, String value) {
    if (++notes > NOTES) {
      throw Words.malformed(file, "it holds more than " + NOTES + " notes");
    }
    text(file, key);
    text(file, value);
  }

  void text(Path file, String text) {
    characters += text.length();
    if (characters > CHARACTERS) {
      throw Words.malformed(file, "its names and notes are longer than " + CHARACTERS + " letters");
    }
  }

  void number(Path file, int rank) {
    if (rank > RANK || ++numbers > NUMBERS) {
      throw Words.malformed(file, "its tensors have too many dimensions");
    }
  }
}
