package dev.unmask.golden;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A golden folder: `cases.json`, `cases.safetensors` and mostly a checkpoint.
///
/// Reads tensors with its own few lines, so that the room under test is not its own judge.
///
/// @param folder where it lies
/// @param head everything in `cases.json` but the cases
public record GoldenCases(Path folder, JsonNode head, List<GoldenCase> cases) {
  private static final JsonMapper JSON = JsonMapper.shared();

  /// The golden folder, or a folder of such folders, named by system property `unmask.golden`.
  public static Path root() {
    return Path.of(System.getProperty("unmask.golden", "src/test/golden"));
  }

  /// Material that is not in the repository; check that it exists.
  public static Path shared() {
    return Path.of(System.getProperty("unmask.shared", "../shared"));
  }

  /// Every golden folder at the root, by name. Fails if there is none.
  public static List<GoldenCases> all() {
    if (Files.exists(root().resolve("cases.json"))) {
      return List.of(load(root()));
    }
    try (Stream<Path> folders = Files.list(root())) {
      List<GoldenCases> found =
          folders
              .filter(f -> Files.exists(f.resolve("cases.json")))
              .sorted()
              .map(GoldenCases::load)
              .toList();
      if (found.isEmpty()) {
        throw new IllegalStateException("no golden folder in " + root());
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The folder of this name at the root, if it is there.
  public static Optional<GoldenCases> named(String name) {
    return all().stream().filter(g -> g.name().equals(name)).findFirst();
  }

  /// Reads one folder.
  public static GoldenCases load(Path folder) {
    JsonNode json = JSON.readTree(folder.resolve("cases.json"));
    Path file = folder.resolve("cases.safetensors");
    Map<String, GoldenTensor> all = Files.exists(file) ? tensors(file) : Map.of();
    List<GoldenCase> cases = new ArrayList<>();
    for (JsonNode c : json.required("cases")) {
      Map<String, GoldenTensor> mine = new LinkedHashMap<>();
      collect(c.path("tensors"), "", all, mine);
      collect(c.path("inputs"), "input.", all, mine);
      collect(c.path("outputs"), "output.", all, mine);
      cases.add(
          new GoldenCase(
              c.required("id").asString(),
              c.required("kind").asString(),
              c.path("description").asString(""),
              c.path("scalars"),
              c.path("tolerance"),
              mine,
              c.path("items")));
    }
    return new GoldenCases(folder, json, List.copyOf(cases));
  }

  /// The folder's own name.
  public String name() {
    return String.valueOf(folder.toAbsolutePath().normalize().getFileName());
  }

  /// The id that stands for a mask, where the folder names one.
  public OptionalInt maskId() {
    JsonNode id = head.path("mask_token_id");
    return id.isInt() ? OptionalInt.of(id.asInt()) : OptionalInt.empty();
  }

  /// The checkpoint that the cases were computed with: this folder, the sibling that `model`
  /// names, or one of the shared checkpoints. Empty if it is not here or no network is needed.
  public Optional<Path> checkpoint() {
    if (Files.exists(folder.resolve("config.json"))) {
      return Optional.of(folder);
    }
    String model = head.path("model").asString("");
    String sibling = model.startsWith("the checkpoint in ") ? model.substring(18) : "";
    return Stream.of(
            folder.resolveSibling(sibling), shared().resolve("checkpoints").resolve(name()))
        .filter(p -> Files.exists(p.resolve("config.json")))
        .findFirst();
  }

  /// `model_type` of the checkpoint's configuration (SEDD's has none, but a `graph`); empty without
  /// a checkpoint.
  public Optional<String> family() {
    return checkpoint()
        .map(p -> JSON.readTree(p.resolve("config.json")))
        .map(c -> c.path("model_type").asString(c.has("graph") ? "sedd" : ""));
  }

  /// The case with this id.
  public GoldenCase get(String id) {
    return cases.stream().filter(c -> c.id().equals(id)).findFirst().orElseThrow();
  }

  private static void collect(
      JsonNode names, String prefix, Map<String, GoldenTensor> all, Map<String, GoldenTensor> to) {
    names
        .properties()
        .forEach(
            e -> {
              GoldenTensor t = all.get(e.getValue().asString());
              if (t == null) {
                throw new IllegalStateException("no tensor " + e.getValue());
              }
              to.put(prefix + e.getKey(), t);
            });
  }

  private static Map<String, GoldenTensor> tensors(Path file) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int header = Math.toIntExact(buffer.getLong(0));
    Map<String, GoldenTensor> all = new LinkedHashMap<>();
    JSON.readTree(bytes, 8, header)
        .properties()
        .forEach(
            e -> {
              JsonNode t = e.getValue();
              if (!e.getKey().equals("__metadata__")) {
                int[] shape = t.get("shape").valueStream().mapToInt(JsonNode::asInt).toArray();
                int begin = t.get("data_offsets").get(0).asInt();
                int end = t.get("data_offsets").get(1).asInt();
                ByteBuffer data = buffer.slice(8 + header + begin, end - begin);
                all.put(
                    e.getKey(),
                    new GoldenTensor(e.getKey(), t.get("dtype").asString(), shape, data));
              }
            });
    return all;
  }
}
