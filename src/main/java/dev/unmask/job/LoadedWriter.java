package dev.unmask.job;

import dev.unmask.checkpoint.GenerationDefaults;
import dev.unmask.network.AutoregressiveModel;
import dev.unmask.network.FlowModel;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import dev.unmask.text.ChatTemplate;
import dev.unmask.text.InfillTokens;
import dev.unmask.text.Tokenizer;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// A model that writes left to right and is ready to be asked, with its text side.
///
/// @param card what is known of it
/// @param tokenizer text to ids and back
/// @param chat how a conversation is written for it, if it has a template
/// @param first the id with which plain texts begin, if they do
/// @param ends the ids that end a text or a turn
/// @param defaults what its makers recommend
/// @param model the network; owned by the worker of its device
/// @param infill the tokens with which it was taught to fill in, if it was
/// @param flow the flow path of L2D beside it, if it has one; likewise
/// @param memory frees the network's native memory
public record LoadedWriter(
    ModelCard card,
    Tokenizer tokenizer,
    Optional<ChatTemplate> chat,
    OptionalInt first,
    Set<Integer> ends,
    GenerationDefaults defaults,
    AutoregressiveModel model,
    Optional<InfillTokens> infill,
    Optional<FlowModel> flow,
    Runnable memory)
    implements AutoCloseable {

  /// What ids look like.
  public TokenTexts tokens() {
    return TokenTexts.of(tokenizer);
  }

  /// The tokens that mark what stands before and behind a gap.
  ///
  /// @throws Problem PARAMETER if the model was not taught to fill in
  public InfillTokens requireInfill() {
    return infill.orElseThrow(
        () ->
            new Problem(
                Code.PARAMETER,
                "This model was not taught to fill in: it does not see what stands behind.",
                "Choose one that was, or let a diffusion model do it: unmask denoise --suffix."));
  }

  /// The flow path.
  ///
  /// @throws Problem PARAMETER if the model has none
  public FlowModel requireFlow() {
    return flow.orElseThrow(
        () ->
            new Problem(
                Code.PARAMETER,
                "This model has no flow path.",
                "Choose a model that was trained for L2D."));
  }

  /// The knobs as its makers recommend them.
  ///
  /// @param guided whether a class is chosen, where it has a flow path
  public Values settings(boolean guided) {
    Values values = ModelDefaults.generate(defaults);
    return flow.map(f -> ModelDefaults.flow(f.shape(), values, guided)).orElse(values);
  }

  /// Frees the native memory. Only when nothing runs on it.
  @Override
  public void close() {
    memory.run();
  }
}
