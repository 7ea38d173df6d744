/// Measures of a model: bounds and likelihoods, the published surrogates, and later accuracy with
/// its intervals.
@NullMarked
package dev.unmask.measure;

import org.jspecify.annotations.NullMarked;
