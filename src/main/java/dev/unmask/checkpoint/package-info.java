/// Weights on disk: safetensors files, shards, Hugging Face folders; reading them without trust and
/// writing them without loss.
///
/// This room says *where each tensor lies* and has checked it; it loads no tensor data itself.
/// Nothing here runs code out of a file: pickles are refused, `auto_map` is only shown.
@NullMarked
package dev.unmask.checkpoint;

import org.jspecify.annotations.NullMarked;
