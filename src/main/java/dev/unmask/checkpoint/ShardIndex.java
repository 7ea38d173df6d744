package dev.unmask.checkpoint;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// `model.safetensors.index.json`: which shard holds which tensor.
///
/// @param file the index itself
/// @param shardOf tensor name to shard file name; all shard names are plain
record ShardIndex(Path file, Map<String, String> shardOf) {
  static final String NAME = "model.safetensors.index.json";

  private static final long LONGEST = 64L << 20;

  /// @throws dev.unmask.problem.Problem WEIGHTS_FILE if it is not a JSON object whose `weight_map`
  ///     maps names to plain file names
  static ShardIndex read(Path file, HeaderBudget budget) {
    Map<String, String> shardOf = new HashMap<>();
    Map<String, String> shards = new HashMap<>(); // one String per shard, not per tensor
    boolean found = false;
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      require(file, size <= LONGEST, "it is larger than any real index");
      HeaderStream in = new HeaderStream(channel, 0, size, Sha256.digest());
      try (JsonParser p = StrictJson.parser(in)) {
        require(file, p.nextToken() == JsonToken.START_OBJECT, "it is not a JSON object");
        while (p.nextToken() == JsonToken.PROPERTY_NAME) {
          boolean map = p.currentName().equals("weight_map");
          JsonToken value = p.nextToken();
          if (!map) {
            p.skipChildren();
            continue;
          }
          require(file, !found, "it has two weight_maps");
          require(file, value == JsonToken.START_OBJECT, "its weight_map is not an object");
          found = true;
          while (p.nextToken() == JsonToken.PROPERTY_NAME) {
            String tensor = p.currentName();
            budget.text(file, tensor);
            p.nextToken();
            String shard = shard(file, tensor, p);
            String same = shards.computeIfAbsent(shard, s -> s);
            require(
                file,
                shardOf.put(tensor, same) == null,
                "its weight_map lists " + Words.quote(tensor) + " more than once");
            require(file, shardOf.size() <= HeaderBudget.TENSORS, "it lists too many tensors");
          }
        }
        require(file, p.nextToken() == null, "something follows its closing }");
      }
    } catch (JacksonException e) {
      throw Words.malformed(file, "it " + StrictJson.explain(e), e);
    } catch (IOException e) {
      throw Words.unreadable(file, e);
    }
    require(file, !shardOf.isEmpty(), "it has no weight_map, or an empty one");
    return new ShardIndex(file, Map.copyOf(shardOf));
  }

  /// The names of all shards, sorted.
  Set<String> shards() {
    return new TreeSet<>(shardOf.values());
  }

  private static String shard(Path file, String tensor, JsonParser p) {
    String says = "its weight_map gives " + Words.quote(tensor) + " ";
    require(
        file,
        p.currentToken() == JsonToken.VALUE_STRING,
        says + "something that is not a file name");
    String shard = p.getString();
    require(
        file,
        FolderFiles.plain(shard),
        says + "the file " + Words.quote(shard) + ", which is not a plain name in its folder");
    return shard;
  }

  private static void require(Path file, boolean right, String otherwise) {
    if (!right) {
      throw Words.malformed(file, otherwise);
    }
  }
}
