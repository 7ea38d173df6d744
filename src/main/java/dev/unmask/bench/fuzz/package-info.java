/// Broken model files by the thousand: real headers and texts are changed at random, opened as
/// users open them, and watched for anything but success or a plain refusal. Tests and `unmask
/// bench fuzz` use it alike.
@NullMarked
package dev.unmask.bench.fuzz;

import org.jspecify.annotations.NullMarked;
