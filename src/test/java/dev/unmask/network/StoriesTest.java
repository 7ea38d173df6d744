package dev.unmask.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.checkpoint.CheckpointFolder;
import dev.unmask.engine.Device;
import dev.unmask.golden.GoldenCases;
import dev.unmask.golden.GoldenTests;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/// Small real models write what their makers say they write.
class StoriesTest {
  private static Path shared(String name) {
    Path path = GoldenCases.shared().resolve(name);
    Assumptions.assumeTrue(
        Files.exists(path), () -> "not checked, because " + path + " is not there");
    return path;
  }

  private static Network load(CheckpointFolder checkpoint) {
    return Network.load(
        GoldenTests.torch(), Device.CPU, checkpoint, Families.blueprint(checkpoint), Precision.F32);
  }

  /// The text that llama2.c's own program prints for this model at temperature 0.
  @Test
  void stories260k() {
    CheckpointFolder checkpoint = CheckpointFolder.open(shared("checkpoints/stories260K"));
    assertEquals(CheckpointFolder.Format.LLAMA2C, checkpoint.format());
    ModelText text = ModelText.open(checkpoint);
    int[] begin = {text.first().orElseThrow()};
    try (Network network = load(checkpoint)) {
      AutoregressiveModel model = AutoregressiveModel.of(network);
      int[] ids = model.greedy(begin, 220);
      String story = text.tokenizer().decodePlain(ids);
      String expected =
          "Once upon a time, there was a little girl named Lily. She loved to play outside in the"
              + " park. One day, she saw a big, red ball. She wanted to play with it, but it was"
              + " too high.\nLily's mom said, \"Lily, let's go to the park.\" Lily was sad and"
              + " didn't know what to do. She said, \"I want to play with your ball, but I can't"
              + " find it.\"\n";
      assertTrue(story.startsWith(expected), story);
      // What was written is encoded as the very ids that the model wrote.
      int[] again = text.tokenizer().encode(expected);
      assertEquals(
          Arrays.toString(Arrays.copyOfRange(ids, 1, 1 + again.length)), Arrays.toString(again));
    }
  }

  @Test
  void tinyStories656k() {
    CheckpointFolder checkpoint = CheckpointFolder.open(shared("checkpoints/tinystories-656k"));
    ModelText text = ModelText.open(checkpoint);
    int bos = text.tokenizer().special().bos().orElseThrow();
    int[] words = text.tokenizer().encode("Once upon a time");
    int[] prompt = new int[words.length + 1];
    prompt[0] = bos;
    System.arraycopy(words, 0, prompt, 1, words.length);
    try (Network network = load(checkpoint)) {
      String story =
          text.tokenizer().decodePlain(AutoregressiveModel.of(network).greedy(prompt, 60));
      assertTrue(story.contains("Once upon a time"), story);
      String[] all = story.strip().split("\\s+", -1);
      assertTrue(all.length > 30, story);
      long plain = Arrays.stream(all).filter(w -> w.matches("[\"']?[A-Za-z']+[.,!?\"']*")).count();
      assertTrue(plain > 0.9 * all.length, story);
    }
  }
}
