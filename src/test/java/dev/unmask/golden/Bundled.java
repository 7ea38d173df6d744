package dev.unmask.golden;

import java.nio.file.Path;

/// The models that travel with Unmask, for tests that want a real one.
public final class Bundled {
  private static final Path MODELS = Path.of(System.getProperty("unmask.home", "."), "models");

  /// The model that Unmask begins with, a masked-diffusion one.
  public static final Path MODEL = MODELS.resolve("wordmath-diffugpt");

  /// The autoregressive base.
  public static final Path BASE = MODELS.resolve("wordmath-llama");

  private Bundled() {}
}
