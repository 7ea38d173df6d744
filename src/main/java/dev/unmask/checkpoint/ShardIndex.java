package dev.unmask.checkpoint;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// `model.safetensors.index.json`: which shard holds which tensor.
///
/// The index is read twice, before and after the shards, and remembers no tensor name: those of the
/// shards are enough.
///
/// @param file the index itself
record ShardIndex(Path file) {
  static final String NAME = "model.safetensors.index.json";

  private static final long LONGEST = 64L << 20;
  private static final int SHARDS = 10_000;

  /// Told each line of the weight map.
  @FunctionalInterface
  interface Visitor {
    void maps(String tensor, String shard);
  }

  /// The names of all shards, sorted; all are plain file names.
  ///
  /// @throws dev.unmask.problem.Problem WEIGHTS_FILE if the index is malformed
  Set<String> shards() {
    Set<String> shards = new TreeSet<>();
    read(
        (tensor, shard) -> {
          shards.add(shard);
          require(shards.size() <= SHARDS, "it names too many shards");
        });
    return shards;
  }

  /// Reads the map in the order of the file.
  ///
  /// @throws dev.unmask.problem.Problem WEIGHTS_FILE if it is not a JSON object whose `weight_map`
  ///     maps names to plain file names
  void read(Visitor visitor) {
    int lines = 0;
    boolean found = false;
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      require(size <= LONGEST, "it is larger than any real index");
      HeaderStream in = new HeaderStream(channel, 0, size, Sha256.digest());
      try (JsonParser p = StrictJson.parser(in)) {
        require(p.nextToken() == JsonToken.START_OBJECT, "it is not a JSON object");
        while (p.nextToken() == JsonToken.PROPERTY_NAME) {
          boolean map = p.currentName().equals("weight_map");
          JsonToken value = p.nextToken();
          if (map) {
            require(!found, "it has two weight_maps");
            require(value == JsonToken.START_OBJECT, "its weight_map is not an object");
            found = true;
            lines = map(p, visitor);
          } else {
            p.skipChildren();
          }
        }
        require(p.nextToken() == null, "something follows its closing }");
      }
    } catch (JacksonException e) {
      throw Words.malformed(file, "it " + StrictJson.explain(e), e);
    } catch (IOException e) {
      throw Words.unreadable(file, e);
    }
    require(lines > 0, "it has no weight_map, or an empty one");
  }

  private int map(JsonParser p, Visitor visitor) {
    int lines = 0;
    while (p.nextToken() == JsonToken.PROPERTY_NAME) {
      require(++lines <= HeaderBudget.TENSORS, "it lists too many tensors");
      String tensor = p.currentName();
      String gives = "its weight_map gives " + Words.quote(tensor) + " ";
      require(p.nextToken() == JsonToken.VALUE_STRING, gives + "something that is not a file name");
      String shard = p.getString();
      if (!FolderFiles.plain(shard)) {
        throw Words.malformed(
            file,
            gives + "the file " + Words.quote(shard) + ", which is not a plain name in its folder");
      }
      visitor.maps(tensor, shard);
    }
    return lines;
  }

  private void require(boolean right, String otherwise) {
    if (!right) {
      throw Words.malformed(file, otherwise);
    }
  }
}
