package dev.unmask.window.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.golden.Bundled;
import dev.unmask.job.Inspection;
import dev.unmask.problem.Code;
import dev.unmask.window.workbench.Notices;
import dev.unmask.window.workbench.Threads;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The page of a model without a screen; everything happens when the test lets it.
class ModelPageModelTest {
  private static final Path BUNDLED = Bundled.MODEL;

  private final Deque<Runnable> later = new ArrayDeque<>();
  private final Notices notices = new Notices();
  private final ModelPageModel page =
      new ModelPageModel(new Threads(Runnable::run, Runnable::run), later::add, notices);

  private Inspection shown() {
    return Objects.requireNonNull(page.shown().get());
  }

  @Test
  void tensorsAreFiltered() {
    assertNull(page.shown().get());
    page.look(BUNDLED);
    assertEquals(38, page.tensors().size());
    page.filter().set("layernorm");
    assertEquals(8, page.tensors().size());
    assertEquals(38, page.allTensors());
    page.look(BUNDLED);
    assertEquals("", page.filter().get(), "another model begins without a filter");
  }

  @Test
  void filesAreHashedOnRequest() throws IOException {
    page.look(BUNDLED);
    page.hash();
    assertEquals(0, page.hashing().get());
    page.hash(); // a second press does nothing
    assertEquals(1, later.size());
    later.remove().run();
    assertTrue(page.hashing().get() < 0);
    assertEquals(2, page.digests().size());
    assertEquals(
        new ModelPageModel.Digest("model.safetensors", Bundled.sha256("model.safetensors")),
        page.digests().getLast());
  }

  @Test
  void hashingEndsWithoutAWordWhenItIsStopped() {
    page.look(BUNDLED);
    page.hash();
    page.stop();
    later.remove().run();
    assertTrue(page.hashing().get() < 0);
    assertTrue(page.digests().isEmpty());
    assertTrue(notices.open().isEmpty());
  }

  @Test
  void aFolderThatIsNoModelIsShownWithItsReason(@TempDir Path empty) {
    page.look(empty);
    assertEquals(Code.NOT_FOUND, shown().refusals().getFirst().code());
    page.hash();
    assertTrue(later.isEmpty(), "there is nothing to hash");
  }
}
