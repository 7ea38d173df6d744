/// What is said to a person when something cannot be done: one sentence, what to do next, a code.
///
/// Every other room may use this one; it uses none.
@NullMarked
package dev.unmask.problem;

import org.jspecify.annotations.NullMarked;
