package dev.unmask.window.workbench;

import dev.unmask.window.flow.FlowDesk;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// How the page of flow models works in the background: as the rest of the window does.
///
/// @param notices is told what went wrong
record FlowAsking(Threads threads, Notices notices) implements FlowDesk.Asking {
  @Override
  public <T> void ask(Supplier<T> work, Consumer<T> answer) {
    threads.ask(work, answer, notices::trouble);
  }

  @Override
  public <T> void tell(
      CompletableFuture<T> under, Consumer<T> answer, Consumer<Throwable> trouble) {
    threads.tell(under, answer, trouble);
  }
}
