package dev.unmask.engine;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import java.util.List;

/// Tensors that are handed to a program again and again as one `List[Tensor]`: the list is made
/// once and not for every call.
public final class TensorList implements AutoCloseable {
  private final IValue value;

  /// @param tensors must outlive this list
  public TensorList(List<Tensor> tensors) {
    value = IValue.listFrom(tensors.stream().map(Tensor::array).toArray(PtNDArray[]::new));
  }

  IValue value() {
    return value;
  }

  @Override
  public void close() {
    value.close();
  }
}
