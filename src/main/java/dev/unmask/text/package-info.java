/// Tokens and text: tokenizers in their published formats, special tokens, chat templates.
///
/// Knows nothing of networks or the engine.
@NullMarked
package dev.unmask.text;

import org.jspecify.annotations.NullMarked;
