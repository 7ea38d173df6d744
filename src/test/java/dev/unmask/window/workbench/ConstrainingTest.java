package dev.unmask.window.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.diffusion.Role;
import dev.unmask.job.FakeModel;
import dev.unmask.job.SamplerParameters;
import dev.unmask.window.trace.Trace;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConstrainingTest {
  /// `<bos>How many?<sep>`: the first mask is at position 11.
  private static final int FIRST = 11;

  @TempDir Path folder;

  private static String text(Bench b, dev.unmask.job.Parameter<String> which) {
    return b.bench.form().values().get().get(which);
  }

  private static void settle(Bench b) {
    b.until(() -> b.bench.runner().obstacle().get().isEmpty());
  }

  @Test
  void aPinnedWordStandsOnTheCanvasAndIsNeverWritten() {
    try (Bench b = Bench.ready(folder, new FakeModel())) {
      Constraining say = b.bench.constraining();
      assertEquals("", say.pinWords(FIRST + 2, "cat"));
      b.until(() -> b.bench.draft().marks().pinned(FIRST + 4));
      assertEquals("@13:cat", text(b, SamplerParameters.PINS));
      assertEquals(Role.GIVEN.code(), (byte) b.bench.draft().canvas().get().roles()[FIRST + 3]);
      assertTrue(say.constrained(FIRST + 3));
      b.runToEnd();
      Trace trace = b.bench.viewing().run().get().trace();
      assertEquals('a', trace.moment(trace.available()).ids()[FIRST + 3]);
      assertTrue(
          b.bench.canvas().sheet().get().marks().pinned(FIRST + 2), "a run knows its pins, too");
      say.clear(FIRST + 3);
      assertEquals("", text(b, SamplerParameters.PINS));
    }
  }

  @Test
  void aTokenOfARunIsPinnedForTheNextOne() {
    try (Bench b = Bench.ready(folder, new FakeModel())) {
      b.runToEnd();
      b.bench.head().moveTo(b.bench.head().newest().get());
      Constraining say = b.bench.constraining();
      int written = say.token(FIRST + 1);
      say.pin(FIRST + 1);
      assertEquals("@12:" + (char) written, text(b, SamplerParameters.PINS));
      assertFalse(b.bench.notices().open().isEmpty(), "the run itself does not change");
      settle(b);
      b.runToEnd();
      assertEquals(written, b.bench.viewing().run().get().trace().moment(0).ids()[FIRST + 1]);
    }
  }

  @Test
  void onlyAllowedTokensAreWritten() {
    try (Bench b = Bench.ready(folder, new FakeModel())) {
      Constraining say = b.bench.constraining();
      assertEquals("", say.allow(FIRST, FIRST + 3, "x, y"));
      assertEquals("@11-14:x|y", text(b, SamplerParameters.ALLOW));
      b.until(() -> b.bench.draft().marks().limited(FIRST));
      assertEquals("x|y", say.allowed(FIRST + 3));
      assertTrue(say.allow(FIRST, FIRST, "(").startsWith("This is not a regular expression"));
      say.clear(FIRST + 1);
      assertEquals("@11:x|y; @13-14:x|y", text(b, SamplerParameters.ALLOW));
    }
  }

  @Test
  void whatThePromptGivesCannotBePinned() {
    try (Bench b = Bench.ready(folder, new FakeModel())) {
      Constraining say = b.bench.constraining();
      assertTrue(say.obstacle(3).startsWith("The prompt gives this token."));
      assertEquals("", say.obstacle(FIRST));
      assertEquals(
          "These are 3 tokens, and from here on there is room for 1.", say.pinWords(63, "cat"));
    }
  }

  @Test
  void aRunOfAnotherPromptIsNotMixedWithTheForm() {
    try (Bench b = Bench.ready(folder, new FakeModel())) {
      b.runToEnd();
      b.bench.draft().prompt().set("Who?");
      b.until(() -> b.bench.draft().canvas().get().roles()[7] == Role.MASKED.code());
      assertTrue(
          b.bench.constraining().obstacle(FIRST).startsWith("The form holds another prompt"));
      b.bench.takeFrom(b.bench.viewing().run().get());
      b.until(() -> b.bench.constraining().obstacle(FIRST).isEmpty());
    }
  }

  @Test
  void aSuppressedTokenIsNamedOnce() {
    try (Bench b = Bench.ready(folder, new FakeModel())) {
      b.bench.constraining().suppress('q');
      b.bench.constraining().suppress('q');
      b.bench.constraining().suppress(FakeModel.EOS);
      b.bench.constraining().suppress(' ');
      assertEquals("q; <eos>; #32", text(b, SamplerParameters.SUPPRESS));
      settle(b);
    }
  }
}
