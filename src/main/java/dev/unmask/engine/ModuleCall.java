package dev.unmask.engine;

import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/// Calls a named method of a TorchScript module with any arguments, under the thread's own gradient
/// mode.
///
/// DJL's public way in accepts tensors only and switches to `InferenceMode`, whose tensors fail
/// later in training; the native method behind it does what is needed but is not public.
final class ModuleCall {
  private static final Object LIBRARY;
  private static final MethodHandle RUN;
  private static final MethodHandle WRAP;

  static {
    try {
      MethodHandles.Lookup lookup =
          MethodHandles.privateLookupIn(IValue.class, MethodHandles.lookup());
      Class<?> library = lookup.findClass("ai.djl.pytorch.jni.PyTorchLibrary");
      LIBRARY = lookup.findStaticVarHandle(library, "LIB", library).get();
      MethodType type =
          MethodType.methodType(
              long.class, long.class, String.class, long[].class, boolean.class, boolean.class);
      RUN = lookup.findVirtual(library, "moduleRunMethod", type).bindTo(LIBRARY);
      WRAP = lookup.findConstructor(IValue.class, MethodType.methodType(void.class, long.class));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("DJL's native interface changed", e);
    }
  }

  private ModuleCall() {}

  static IValue run(PtSymbolBlock block, String method, IValue... arguments) {
    long[] handles = new long[arguments.length];
    for (int i = 0; i < handles.length; i++) {
      handles[i] = arguments[i].getHandle();
    }
    try {
      long result = (long) RUN.invokeExact((long) block.getHandle(), method, handles, true, false);
      return (IValue) WRAP.invokeExact(result);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new LinkageError("DJL's native interface changed", e);
    }
  }
}
