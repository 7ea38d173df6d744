/// The PyTorch engine: devices, native memory scopes, tensors, and programs.
///
/// Everything native stays behind this room. What would abort the process through the engine's own
/// interface (bf16 arrays, writes into read-only maps, gradient mode left on) cannot be said
/// through this one: tensors have no arithmetic, only [Program]s compute, and files are mapped by
/// [WeightsMap] alone.
@NullMarked
package dev.unmask.engine;

import org.jspecify.annotations.NullMarked;
