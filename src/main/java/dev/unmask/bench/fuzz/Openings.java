package dev.unmask.bench.fuzz;

import dev.unmask.checkpoint.CheckpointFolder;
import dev.unmask.checkpoint.LoraAdapter;
import dev.unmask.checkpoint.TensorEntry;
import dev.unmask.network.Blueprint;
import dev.unmask.network.Families;
import dev.unmask.network.ModelText;
import dev.unmask.network.Reading;
import dev.unmask.network.SlotCheck;
import dev.unmask.problem.Problem;
import dev.unmask.text.ChatTemplate;
import dev.unmask.text.Tokenizer;
import dev.unmask.text.TokenizerFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// What happens to each kind of file when its folder is opened, up to where the engine would start.
final class Openings {
  private static final String TEXT = "Max has 12 toys. \u8A9E \uD83D\uDE00 <mask> don't";

  private Openings() {}

  /// Files, network and sizes of a model.
  static void model(Path path) {
    files(path);
    CheckpointFolder folder = CheckpointFolder.open(path);
    Blueprint blueprint = Families.blueprint(folder, Reading.AUTOMATIC);
    List<Problem> problems = SlotCheck.problems(folder, blueprint, 20);
    if (!problems.isEmpty()) {
      throw problems.getFirst();
    }
    Families.blueprint(folder, Reading.DIFFUSION);
  }

  /// Files of a model whose network is not whole.
  static void files(Path path) {
    CheckpointFolder folder = CheckpointFolder.open(path);
    inside(path, folder.tensors().values().stream().map(TensorEntry::file).distinct().toList());
  }

  /// As [#files], and what its configuration makes of the network.
  static void blueprint(Path path) {
    files(path);
    Families.blueprint(CheckpointFolder.open(path), Reading.DIFFUSION);
  }

  /// Tokenizer and template.
  static void both(Path folder) {
    tokenizer(folder);
    template(folder);
  }

  /// A model that carries its text side with it.
  static void single(Path folder) {
    text(ModelText.open(CheckpointFolder.open(folder)).tokenizer());
    model(folder);
  }

  /// The tokenizer of a folder without a model.
  static void tokenizer(Path folder) {
    text(TokenizerFiles.open(folder, Map.of()));
  }

  private static void text(Tokenizer tokenizer) {
    int[] ids = tokenizer.encode(TEXT);
    tokenizer.encodeTemplate(TEXT);
    tokenizer.decode(ids);
    tokenizer.decodePlain(ids);
    tokenizer.special().all().forEach(id -> tokenizer.bytes(Math.min(id, tokenizer.size() - 1)));
  }

  static void template(Path folder) {
    ChatTemplate.read(folder).ifPresent(t -> t.prompt("How many toys?"));
  }

  static void adapter(Path folder) {
    LoraAdapter adapter = LoraAdapter.open(folder);
    inside(folder, adapter.pairs().values().stream().map(p -> p.a().file()).distinct().toList());
  }

  /// @throws IllegalStateException if a file outside of the folder was opened
  private static void inside(Path folder, List<Path> files) {
    try {
      Path home = folder.toRealPath();
      for (Path file : files) {
        if (!file.toRealPath().startsWith(home)) {
          throw new IllegalStateException("opened " + file + ", which is outside of the folder");
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
