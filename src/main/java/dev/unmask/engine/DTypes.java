package dev.unmask.engine;

import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;

/// Reads the element type of an array that the engine returned.
final class DTypes {
  private DTypes() {}

  static DType of(PtNDArray array) {
    DataType type = array.getDataType();
    return switch (type) {
      case FLOAT32 -> DType.F32;
      case FLOAT64 -> DType.F64;
      case FLOAT16 -> DType.F16;
      // DJL has no name for what it reads back as bf16; programs return no other type without one.
      case BFLOAT16, UNKNOWN -> DType.BF16;
      case INT64 -> DType.I64;
      case INT32 -> DType.I32;
      case INT8 -> DType.I8;
      case UINT8 -> DType.U8;
      case BOOLEAN -> DType.BOOL;
      default -> throw new IllegalStateException("a program returned " + type);
    };
  }
}
