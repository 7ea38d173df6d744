/// What a model thinks of texts: bounds and likelihoods of the same tokens side by side, and what
/// another model thinks of the texts that it wrote.
@NullMarked
package dev.unmask.job.evaluate;

import org.jspecify.annotations.NullMarked;
