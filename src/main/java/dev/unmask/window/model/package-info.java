/// The page of a model: card, shape, tensors, memory, special ids, and why one cannot be opened.
@NullMarked
package dev.unmask.window.model;

import org.jspecify.annotations.NullMarked;
