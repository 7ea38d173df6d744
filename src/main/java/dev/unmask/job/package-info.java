/// What the user asked for, as immutable specs, and how it is run: parameters, loaded models, a
/// queue with one worker per device, progress, cancel, failure in words.
///
/// The window and the command line both ask here; neither touches a network itself.
@NullMarked
package dev.unmask.job;

import org.jspecify.annotations.NullMarked;
