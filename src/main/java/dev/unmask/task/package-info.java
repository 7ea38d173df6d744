/// Problems with answers: grammars that make them, splits that never overlap, a checker that reads
/// a whole chain of equations.
///
/// Nothing here knows a model. Whatever is made is a pure function of (seed, split, number).
@NullMarked
package dev.unmask.task;

import org.jspecify.annotations.NullMarked;
