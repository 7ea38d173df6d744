package dev.unmask.network;

import dev.unmask.engine.DType;
import dev.unmask.engine.Device;
import dev.unmask.engine.Filling;
import dev.unmask.engine.Program;
import dev.unmask.engine.ProgramSource;
import dev.unmask.engine.Scope;
import dev.unmask.engine.Tensor;
import dev.unmask.engine.Torch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// A model whose logits are given, one table for each evaluation; the reduction over the vocabulary
/// is the real one: the tables are its rows, and its head is the identity.
public final class TableDenoiser implements Denoiser, AutoCloseable {
  private final Torch torch;
  private final Scope scope;
  private final Program program;
  private final Tensor head;
  private final VocabularyReduction reduction;
  private final float[][][] tables;
  private final int vocabulary;
  private final int from;
  private final int maskId;
  private final boolean shifted;
  private int call;

  /// @param tables `[evaluations][batch or 1][rows * vocabulary]`
  /// @param from position on the canvas of the first row
  public TableDenoiser(
      Torch torch, float[][][] tables, int vocabulary, int from, int maskId, boolean shifted) {
    this.torch = torch;
    this.scope = torch.scope(Device.CPU);
    this.program =
        Program.load(
            scope,
            ProgramSource.of("linear.py", "vocabulary.py"),
            Map.of(
                "device",
                "cpu",
                "chunk",
                4096L,
                "rows",
                64L,
                "slice",
                64L,
                "int8_rows",
                32L,
                "widens",
                false));
    this.tables = tables;
    this.vocabulary = vocabulary;
    this.from = from;
    this.maskId = maskId;
    this.shifted = shifted;
    float[] identity = new float[vocabulary * vocabulary];
    for (int v = 0; v < vocabulary; v++) {
      identity[v * vocabulary + v] = 1;
    }
    this.head = scope.floats(identity, vocabulary, vocabulary);
    this.reduction = new VocabularyReduction(torch, Device.CPU, vocabulary, List.of(head));
  }

  /// Evaluations so far.
  public int calls() {
    return call;
  }

  @Override
  public int vocabularySize() {
    return vocabulary;
  }

  @Override
  public int maxLength() {
    return 1 << 20;
  }

  @Override
  public int maskId() {
    return maskId;
  }

  @Override
  public boolean shifted() {
    return shifted;
  }

  @Override
  public VocabularyMemory memory(VocabularyMemory.Use use, int positions) {
    Scope own = torch.scope(Device.CPU);
    Filling zero = (first, part) -> part.fill((byte) 0);
    Tensor table = torch.filled(own, DType.F32, new long[] {positions, vocabulary}, zero);
    return new VocabularyMemory(own, table, use);
  }

  @Override
  public List<Beliefs> believe(Question q) {
    float[][] table = tables[call++];
    int n = Arrays.stream(q.positions()).mapToInt(p -> p.length).sum();
    float[] rows = new float[n * vocabulary];
    int to = 0;
    for (int b = 0; b < q.positions().length; b++) {
      float[] mine = table[Math.min(b, table.length - 1)];
      for (int p : q.positions()[b]) {
        int row = shifted ? Math.max(0, p - 1 - from) : p - from;
        System.arraycopy(mine, row * vocabulary, rows, to, vocabulary);
        to += vocabulary;
      }
    }
    try (Scope step = torch.scope(Device.CPU)) {
      List<Object> arguments = new ArrayList<>();
      arguments.add(List.of(step.floats(rows, n, vocabulary)));
      arguments.add(List.of(head));
      return reduction.ask(step, program, "believe", arguments, q);
    }
  }

  @Override
  public void close() {
    program.close();
    scope.close();
  }
}
