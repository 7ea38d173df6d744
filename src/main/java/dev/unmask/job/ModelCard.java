package dev.unmask.job;

import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What is known of a model without asking it anything.
///
/// @param name as its card or folder says
/// @param family architecture in the words of its field, for example `DiffuGPT`
/// @param path where it was loaded from, as given
/// @param fingerprint of its files, an adapter's included
/// @param parameters number of weights
/// @param weightBytes size of the weights on disk
/// @param storedDtype number format in the files
/// @param dtype number format of the computation
/// @param device where it runs
/// @param licence as its card says, or empty
/// @param maskId the id that stands for a masked position, or -1 if the model writes left to right
/// @param eosId the id that ends a text, or -1 if the tokenizer names none
/// @param vocabularySize rows of the vocabulary table
/// @param maxLength longest canvas in ids
/// @param defaultLength canvas that the model was made for, in ids
/// @param newTokens how many ids its makers let it write behind a prompt, whatever the prompt's
///     length; 0 if they do not say
/// @param shifted whether output row `i` predicts position `i + 1`
/// @param adapter that was applied, or null
public record ModelCard(
    String name,
    String family,
    String path,
    String fingerprint,
    long parameters,
    long weightBytes,
    String storedDtype,
    String dtype,
    String device,
    String licence,
    int maskId,
    int eosId,
    int vocabularySize,
    int maxLength,
    int defaultLength,
    int newTokens,
    boolean shifted,
    @Nullable AdapterChoice adapter) {
  public ModelCard {
    // A card may come from a session that another program changed.
    Stream.of(name, family, path, fingerprint, storedDtype, dtype, device, licence)
        .forEach(Objects::requireNonNull);
  }

  /// A model without an adapter, of which nothing is said but the whole canvas.
  public ModelCard(
      String name,
      String family,
      String path,
      String fingerprint,
      long parameters,
      long weightBytes,
      String storedDtype,
      String dtype,
      String device,
      String licence,
      int maskId,
      int eosId,
      int vocabularySize,
      int maxLength,
      int defaultLength,
      boolean shifted) {
    this(
        name,
        family,
        path,
        fingerprint,
        parameters,
        weightBytes,
        storedDtype,
        dtype,
        device,
        licence,
        maskId,
        eosId,
        vocabularySize,
        maxLength,
        defaultLength,
        0,
        shifted,
        null);
  }

  /// The canvas around so many given ids, where the user asks for none: room for what the model
  /// writes, or else the canvas that it was made for.
  public int length(int given) {
    return length(given, newTokens);
  }

  /// As [#length(int)], where it is known how many ids are to be written.
  public int length(int given, int written) {
    return newTokens > 0 ? Math.min(maxLength, given + written) : defaultLength;
  }

  /// What a spec keeps of it.
  public ModelReference reference() {
    return new ModelReference(path, name, fingerprint, adapter);
  }
}
