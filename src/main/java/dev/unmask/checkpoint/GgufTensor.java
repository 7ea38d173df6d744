package dev.unmask.checkpoint;

/// One tensor as a GGUF file lists it.
///
/// @param name ggml's own, for example `blk.0.attn_q.weight`
/// @param shape lengths of the dimensions, slowest first (the file has them the other way round)
/// @param offset of the first byte from the beginning of the file
/// @param bytes length in bytes
public record GgufTensor(String name, StoredType type, long[] shape, long offset, long bytes) {}
