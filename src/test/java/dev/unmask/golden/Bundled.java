package dev.unmask.golden;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The models that travel with Unmask, for tests that want a real one.
public final class Bundled {
  private static final Path MODELS = Path.of(System.getProperty("unmask.home", "."), "models");

  /// The model that Unmask begins with, a masked-diffusion one.
  public static final Path MODEL = MODELS.resolve("wordmath-diffullama");

  /// The autoregressive base.
  public static final Path BASE = MODELS.resolve("wordmath-llama");

  private Bundled() {}

  /// The SHA-256 of one of the model's files, in one go.
  public static String sha256(String name) throws IOException {
    try {
      byte[] all = Files.readAllBytes(MODEL.resolve(name));
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(all));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
