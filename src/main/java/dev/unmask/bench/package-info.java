/// Measurements that anyone can repeat with `./unmask bench …`: ratios within one run, on
/// checkpoints of true shape that the benchmark writes itself.
@NullMarked
package dev.unmask.bench;

import org.jspecify.annotations.NullMarked;
