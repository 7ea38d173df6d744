package dev.unmask.cli;

import dev.unmask.checkpoint.CheckpointFolder;
import dev.unmask.checkpoint.SafetensorsWriter;
import dev.unmask.checkpoint.StoredType;
import dev.unmask.engine.Device;
import dev.unmask.engine.Torch;
import dev.unmask.network.Families;
import dev.unmask.network.Input;
import dev.unmask.network.Network;
import dev.unmask.network.Precision;
import dev.unmask.network.Reading;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
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
      "  unmask logits models/wordmath-diffugpt --ids 1,4,4 --out z.safetensors"
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

  LogitsCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() {
    if (out == null) {
      throw new IllegalStateException("not parsed");
    }
    int[] row = ids();
    Reading reading = choice(Reading.class, kind, "--as");
    Precision precision = choice(Precision.class, dtype, "--dtype");
    CheckpointFolder folder = CheckpointFolder.open(around.model(model));
    var blueprint = Families.blueprint(folder, reading);
    Torch torch = Torch.start(around.threads());
    try (Network network = Network.load(torch, Device.CPU, folder, blueprint, precision)) {
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

  private int[] ids() {
    try {
      return Arrays.stream(ids.split(",", -1)).mapToInt(s -> Integer.parseInt(s.strip())).toArray();
    } catch (NumberFormatException e) {
      throw new Problem(
          Code.PARAMETER,
          "--ids must be whole numbers with commas between them, not " + ids + ".",
          "For example --ids 1,2,3.",
          e);
    }
  }

  private static <E extends Enum<E>> E choice(Class<E> type, String text, String option) {
    for (E e : type.getEnumConstants()) {
      if (e.name().equals(text.toUpperCase(Locale.ROOT))) {
        return e;
      }
    }
    String all =
        String.join(
            ", ",
            Arrays.stream(type.getEnumConstants())
                .map(e -> e.name().toLowerCase(Locale.ROOT))
                .toList());
    throw new Problem(
        Code.PARAMETER, option + " must be one of " + all + ", not " + text + ".", "Choose one.");
  }
}
