package dev.unmask.window.workbench;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Where work is done, so that nothing slow ever happens on the JavaFX thread.
///
/// @param ui the JavaFX thread; properties are set only there
/// @param background reads sessions and tokenizes prompts, one request after the other
public record Threads(Executor ui, Executor background) {
  /// Works in the background and tells the result, or what was thrown, on the JavaFX thread.
  public <T> void ask(Supplier<T> work, Consumer<T> answer, Consumer<Throwable> trouble) {
    tell(CompletableFuture.supplyAsync(work, background), answer, trouble);
  }

  /// Tells the result of something under way, or what was thrown, on the JavaFX thread.
  public <T> void tell(
      CompletableFuture<T> future, Consumer<T> answer, Consumer<Throwable> trouble) {
    var told =
        future.handleAsync(
            (result, thrown) -> {
              if (thrown != null) {
                trouble.accept(reason(thrown));
              } else {
                answer.accept(result);
              }
              return true;
            },
            ui);
    told.exceptionally(
        thrown -> {
          ui.execute(() -> trouble.accept(thrown));
          return false;
        });
  }

  /// A future wraps what was thrown before it; what was thrown may have a cause of its own.
  private static Throwable reason(Throwable thrown) {
    Throwable cause = thrown.getCause();
    return thrown instanceof CompletionException && cause != null ? cause : thrown;
  }
}
