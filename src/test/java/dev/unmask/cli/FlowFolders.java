package dev.unmask.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Flow models whose base lies in a folder of its own.
final class FlowFolders {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final List<String> FLOW =
      List.of("flow_", "modulation_head", "timestep_embedder", "data_label_embedder");

  private FlowFolders() {}

  /// Makes two folders of one.
  static void split(Path whole, Path flow, Path base) throws IOException {
    Files.createDirectories(flow);
    Files.createDirectories(base);
    Predicate<String> ofFlow = name -> FLOW.stream().anyMatch(name::contains);
    Path weights = whole.resolve("model.safetensors");
    tensors(weights, flow.resolve("model.safetensors"), ofFlow);
    tensors(weights, base.resolve("model.safetensors"), ofFlow.negate());
    ObjectNode config = (ObjectNode) JSON.readTree(whole.resolve("config.json"));
    config.put("base_model_name_or_path", "../" + base.getFileName());
    Files.writeString(flow.resolve("config.json"), config.toString());
    config.remove(List.of("flow", "base_model_name_or_path"));
    Files.writeString(base.resolve("config.json"), config.toString());
  }

  static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  private static void tensors(Path from, Path to, Predicate<String> wanted) throws IOException {
    byte[] bytes = Files.readAllBytes(from);
    int header = (int) ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(0);
    JsonNode all = JSON.readTree(bytes, 8, header);
    ObjectNode kept = JSON.createObjectNode();
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    all.properties()
        .forEach(
            e -> {
              if (!e.getKey().equals("__metadata__") && wanted.test(e.getKey())) {
                JsonNode offsets = e.getValue().get("data_offsets");
                int at = 8 + header;
                byte[] part =
                    Arrays.copyOfRange(
                        bytes, at + offsets.get(0).asInt(), at + offsets.get(1).asInt());
                ObjectNode entry = kept.putObject(e.getKey());
                entry.set("dtype", e.getValue().get("dtype"));
                entry.set("shape", e.getValue().get("shape"));
                entry.putArray("data_offsets").add(data.size()).add(data.size() + part.length);
                data.writeBytes(part);
              }
            });
    byte[] text = kept.toString().getBytes(StandardCharsets.UTF_8);
    ByteBuffer file = ByteBuffer.allocate(8 + text.length + data.size());
    file.order(ByteOrder.LITTLE_ENDIAN).putLong(text.length).put(text).put(data.toByteArray());
    Files.write(to, file.array());
  }
}
