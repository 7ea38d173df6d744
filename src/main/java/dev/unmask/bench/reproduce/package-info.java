/// The papers' claims, measured on the embedded models and on those that recipes of Unmask make
/// from them: one page, a section for each claim.
@NullMarked
package dev.unmask.bench.reproduce;

import org.jspecify.annotations.NullMarked;
