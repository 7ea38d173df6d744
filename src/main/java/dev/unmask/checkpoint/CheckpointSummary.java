package dev.unmask.checkpoint;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is worth showing of a checkpoint before anything of it is loaded.
///
/// @param name the folder's own name
/// @param modelType `model_type` of the configuration, may be empty
/// @param architectures as the configuration names them, may be empty
/// @param files number of weights files
/// @param tensors number of tensors
/// @param tensorsByType number of tensors of each type
/// @param parameters elements of all floating-point tensors as stored (a tied head counts once,
///     stored buffers count)
/// @param bytes of all tensors
/// @param unaligned number of tensors that have to be copied because of where they lie
/// @param licence as the card names it
/// @param tags of the card
/// @param excerpt how the card begins, may be empty
/// @param cardText the whole text of the card, Markdown, may be empty
/// @param remoteCode whether the configuration names Python code (`auto_map`); it is never run
/// @param fingerprint see [CheckpointFolder#fingerprint]
public record CheckpointSummary(
    String name,
    String modelType,
    List<String> architectures,
    int files,
    int tensors,
    Map<StoredType, Integer> tensorsByType,
    long parameters,
    long bytes,
    long unaligned,
    Optional<String> licence,
    List<String> tags,
    String excerpt,
    String cardText,
    boolean remoteCode,
    String fingerprint) {

  /// Summarises an open checkpoint.
  public static CheckpointSummary of(CheckpointFolder c) {
    return new CheckpointSummary(
        c.name(),
        c.config().text("model_type", ""),
        c.config().texts("architectures"),
        c.files().size(),
        c.tensors().size(),
        c.tensorsByType(),
        c.tensors().values().stream()
            .filter(t -> t.dtype().floating())
            .mapToLong(TensorEntry::elements)
            .sum(),
        c.bytes(),
        c.tensors().values().stream().filter(t -> !t.aligned()).count(),
        c.card().flatMap(ModelCard::licence),
        c.card().map(ModelCard::tags).orElse(List.of()),
        c.card().map(ModelCard::excerpt).orElse(""),
        c.card().map(ModelCard::text).orElse(""),
        c.config().has("auto_map"),
        c.fingerprint());
  }
}
