package dev.unmask.cli;

import dev.unmask.checkpoint.CheckpointFolder;
import dev.unmask.checkpoint.LoraAdapter;
import dev.unmask.checkpoint.SafetensorsWriter;
import dev.unmask.checkpoint.StoredType;
import dev.unmask.engine.Device;
import dev.unmask.engine.Torch;
import dev.unmask.network.Adaptation;
import dev.unmask.network.Families;
import dev.unmask.network.Input;
import dev.unmask.network.Network;
import dev.unmask.network.Precision;
import dev.unmask.network.Reading;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Writes the raw logits of given ids to a file, to compare with other programs.
@Command(
    name = "logits",
    description = "Write the raw logits of given ids to a safetensors file, to compare.",
    footer = {
      "",
      "Example:",
      "  unmask logits models/wordmath-diffullama --ids 1,4,4 --out z.safetensors"
    })
final class LogitsCommand implements Callable<Integer> {
  private final Surroundings around;

  @Parameters(paramLabel = "MODEL", description = "A model")
  String model = "";

  @Option(names = "--ids", paramLabel = "ID,ID", required = true, description = "Token ids")
  String ids = "";

  @Option(
      names = "--out",
      paramLabel = "FILE",
      required = true,
      description = "Gets `input_ids` [1, length] and `logits` [1, length, vocabulary]")
  @Nullable Path out;

  @Option(
      names = "--as",
      paramLabel = "KIND",
      description = "Read a model that leaves it open as diffusion or autoregressive")
  String kind = "automatic";

  @Option(names = "--dtype", paramLabel = "NAME", description = "f32, bf16 or int8; default f32")
  String dtype = "f32";

  @Option(
      names = "--adapter",
      paramLabel = "FOLDER",
      description = "Apply this LoRA adapter (PEFT), merged into the weights")
  String adapter = "";

  @Option(
      names = "--adapter-apart",
      description = "Compute the adapter beside the weights instead of merging it")
  boolean apart;

  LogitsCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() {
    if (out == null) {
      throw new IllegalStateException("not parsed");
    }
    int[] row = Choices.ids(ids);
    Reading reading = Choices.of(Reading.class, kind, "--as");
    Precision precision = Choices.of(Precision.class, dtype, "--dtype");
    CheckpointFolder folder = CheckpointFolder.open(around.model(model));
    var blueprint = Families.blueprint(folder, reading);
    Adaptation adaptation =
        Choices.adapter(around, adapter, apart)
            .map(a -> new Adaptation(LoraAdapter.open(Path.of(a.path())), !a.apart()))
            .orElse(null);
    Torch torch = Torch.start(around.threads());
    try (Network network =
        Network.load(torch, Device.CPU, folder, blueprint, precision, adaptation)) {
      float[] logits = network.logits(Input.of(new int[][] {row}));
      ByteBuffer values = ByteBuffer.allocate(4 * logits.length).order(ByteOrder.LITTLE_ENDIAN);
      values.asFloatBuffer().put(logits);
      ByteBuffer input = ByteBuffer.allocate(8 * row.length).order(ByteOrder.LITTLE_ENDIAN);
      Arrays.stream(row).forEach(input::putLong);
      new SafetensorsWriter()
          .tensor("input_ids", StoredType.I64, new long[] {1, row.length}, input.flip())
          .tensor(
              "logits",
              StoredType.F32,
              new long[] {1, row.length, logits.length / row.length},
              values)
          .write(out);
    }
    return 0;
  }
}
