package dev.unmask.job;

import dev.unmask.problem.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Everything that is known of a model without loading it; of one that cannot be opened, why.
///
/// @param path where it is
/// @param name the folder's or the file's own name
/// @param summary what its files hold; empty if they cannot be opened
/// @param shape of its network; empty if its architecture is not supported
/// @param types what the tensors are stored as, the type with the most bytes first
/// @param tensors in the order of the files
/// @param special ids that mean something, in the order in which people ask for them
/// @param memory what each number format needs, by its name (`f32`, `bf16`, `int8`)
/// @param generation defaults of the authors (`generation_config.json`), as they stand
/// @param refusals why it cannot be opened, the decisive reason first; empty if it can
/// @param notices what works but is worth knowing: a broken chat template, an unknown mask
public record Inspection(
    Path path,
    String name,
    Optional<Summary> summary,
    Optional<NetworkShape> shape,
    List<TypeShare> types,
    List<TensorRow> tensors,
    List<SpecialId> special,
    Map<String, MemoryEstimate> memory,
    Map<String, String> generation,
    List<Problem> refusals,
    List<Problem> notices) {

  /// What the files of a model hold.
  ///
  /// @param format of the weights, in words
  /// @param modelType `model_type` of the configuration, may be empty
  /// @param architectures as the configuration names them, may be empty
  /// @param files number of weights files
  /// @param bytes of all tensors
  /// @param parameters floating-point numbers as stored: a shared head counts once
  /// @param licence as the card names it, may be empty
  /// @param tags of the card
  /// @param excerpt how the card begins, may be empty
  /// @param card the whole card, Markdown, may be empty
  /// @param remoteCode whether the configuration names Python code, which is never run
  /// @param fingerprint short name for the content
  public record Summary(
      String format,
      String modelType,
      List<String> architectures,
      int files,
      long bytes,
      long parameters,
      String licence,
      List<String> tags,
      String excerpt,
      String card,
      boolean remoteCode,
      String fingerprint) {}

  /// The shape of a network.
  ///
  /// @param family as users know it
  /// @param reads in words: masked or left to right
  /// @param shifted whether output row `i` predicts position `i + 1`
  /// @param layers of the network
  /// @param width of the residual stream
  /// @param heads for keys and values
  /// @param headWidth of one head
  /// @param vocabulary rows of the token table
  /// @param positions the longest canvas
  public record NetworkShape(
      String family,
      String reads,
      boolean shifted,
      int layers,
      int width,
      int heads,
      int headWidth,
      int vocabulary,
      int positions) {}

  /// What is stored in one number format.
  public record TypeShare(String type, int tensors, long elements, long bytes) {}

  /// A tensor as it lies in a file.
  ///
  /// @param shape as people write it, for example `[512, 128]`
  public record TensorRow(String name, String type, String shape, long bytes, String file) {
    /// Whether name, type or shape holds a text; letters may be large or small.
    public boolean matches(String filter) {
      String wanted = filter.strip().toLowerCase(java.util.Locale.ROOT);
      return name.toLowerCase(java.util.Locale.ROOT).contains(wanted)
          || type.toLowerCase(java.util.Locale.ROOT).contains(wanted)
          || shape.contains(wanted);
    }
  }

  /// An id with a meaning.
  ///
  /// @param role `mask`, `bos`, …
  /// @param text as the tokenizer writes it; empty if it has none
  public record SpecialId(String role, int id, String text) {}
}
