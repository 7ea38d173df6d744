/// Measures of a model: bounds and likelihoods, the published surrogates, and later accuracy with
/// its intervals.
///
/// [Elbo] and [ChainRule] are what the workbench measures with; [MaskedDiffusionLoss],
/// [ValidationLoss], [ScoreEntropyLoss] and [Surrogate] are what the published programs compute.
@NullMarked
package dev.unmask.measure;

import org.jspecify.annotations.NullMarked;
