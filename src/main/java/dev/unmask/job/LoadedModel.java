package dev.unmask.job;

import dev.unmask.network.Denoiser;
import dev.unmask.text.Tokenizer;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// A model that is ready to be asked, with the text side that belongs to it.
///
/// @param card what is known of it
/// @param tokenizer text to ids and back
/// @param chat from a user's message to the row that the model was trained on, if it has a template
/// @param denoiser the network; owned by the worker of its device
/// @param memory frees the network's native memory
public record LoadedModel(
    ModelCard card,
    Tokenizer tokenizer,
    Optional<UnaryOperator<String>> chat,
    Denoiser denoiser,
    Runnable memory)
    implements AutoCloseable {

  /// What ids look like.
  public TokenTexts tokens() {
    return TokenTexts.of(tokenizer);
  }

  /// Frees the native memory. Only when no job runs on it.
  @Override
  public void close() {
    memory.run();
  }
}
