/// Published tasks from the files that a user has, in the formats in which they were published:
/// what is asked, what is right, and how it is scored.
///
/// Nothing is fetched. A recipe follows the authors' scripts; where those have a defect the plain
/// recipe mends it, and `as published` repeats it to compare with printed numbers.
@NullMarked
package dev.unmask.task.file;

import org.jspecify.annotations.NullMarked;
