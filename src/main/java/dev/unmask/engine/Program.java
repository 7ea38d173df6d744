package dev.unmask.engine;

import ai.djl.engine.EngineException;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A TorchScript program: readable text with named methods, compiled by the engine.
///
/// The same text runs on CPU and GPU. Weights are not part of it: they are arguments, so programs
/// share them. A call runs with gradients off, whatever the thread did before, but for
/// [#differentiate].
public final class Program implements AutoCloseable {
  private final PtSymbolBlock block;

  private Program(PtSymbolBlock block) {
    this.block = block;
  }

  /// Compiles a program.
  ///
  /// @param scope holds the program until it is closed
  /// @param source methods of one class; see [ProgramSource]
  /// @param constants attributes that the text reads as `self.name`: `Boolean`, `Long`, `Double`,
  ///     `String`
  public static Program load(Scope scope, ProgramSource source, Map<String, Object> constants) {
    byte[] archive = new TorchScriptArchive(source.text(), constants).toBytes();
    try {
      return new Program(
          JniUtils.loadModule(scope.manager(), new ByteArrayInputStream(archive), false, false));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Runs a method that returns one tensor.
  public Tensor tensor(Scope scope, String method, Object... arguments) {
    try (IValue result = run(method, arguments)) {
      return adopt(result.toTensor(scope.manager()));
    }
  }

  /// Runs a method that returns a list of tensors.
  public List<Tensor> tensors(Scope scope, String method, Object... arguments) {
    try (IValue result = run(method, arguments)) {
      List<Tensor> out = new ArrayList<>();
      for (PtNDArray array : result.toTensorArray(scope.manager())) {
        out.add(adopt(array));
      }
      return out;
    }
  }

  /// Runs a method that differentiates on the way and returns one tensor, itself without history.
  ///
  /// Gradients are on in this call alone, on this thread alone; the method makes its own leaves
  /// (`detach`, `requires_grad_`) and asks `torch.grad` for what it wants, so that nothing is left
  /// behind on any tensor.
  public Tensor differentiate(Scope scope, String method, Object... arguments) {
    try (IValue result = run(true, method, arguments)) {
      return adopt(result.toTensor(scope.manager()));
    }
  }

  /// Runs a method that returns a number.
  public double number(String method, Object... arguments) {
    try (IValue result = run(method, arguments)) {
      return result.isLong() ? result.toLong() : result.toDouble();
    }
  }

  private static Tensor adopt(PtNDArray array) {
    return new Tensor(array, DTypes.of(array));
  }

  private IValue run(String method, Object... arguments) {
    return run(false, method, arguments);
  }

  private IValue run(boolean gradients, String method, Object... arguments) {
    JniUtils.setGradMode(gradients);
    JniUtils.setGraphExecutorOptimize(false);
    IValue[] values = new IValue[arguments.length];
    try {
      for (int i = 0; i < values.length; i++) {
        values[i] = value(arguments[i]);
      }
      return ModuleCall.run(block, method, values);
    } catch (EngineException e) {
      throw EngineFailure.explain(e);
    } finally {
      if (gradients) {
        JniUtils.setGradMode(false);
      }
      for (int i = 0; i < values.length; i++) {
        if (values[i] != null && !(arguments[i] instanceof TensorList)) {
          values[i].close();
        }
      }
    }
  }

  private static IValue value(Object argument) {
    return switch (argument) {
      case Tensor t -> IValue.from(t.array());
      case Long n -> IValue.from(n.longValue());
      case Integer n -> IValue.from(n.longValue());
      case Double x -> IValue.from(x.doubleValue());
      case Boolean b -> IValue.from(b.booleanValue());
      case String s -> IValue.from(s);
      case long[] list -> IValue.listFrom(list);
      case double[] list -> IValue.listFrom(list);
      case TensorList list -> list.value();
      case List<?> list -> {
        PtNDArray[] arrays = new PtNDArray[list.size()];
        for (int i = 0; i < arrays.length; i++) {
          arrays[i] = ((Tensor) list.get(i)).array();
        }
        yield IValue.listFrom(arrays);
      }
      default -> throw new IllegalArgumentException("argument " + argument.getClass());
    };
  }

  @Override
  public void close() {
    block.close();
  }
}
