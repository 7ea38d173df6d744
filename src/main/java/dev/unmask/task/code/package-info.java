/// Runs programs that a model wrote, only where a user asked for it: in a process of its own, with
/// limits on time, memory and files, and without a network.
@NullMarked
package dev.unmask.task.code;

import org.jspecify.annotations.NullMarked;
