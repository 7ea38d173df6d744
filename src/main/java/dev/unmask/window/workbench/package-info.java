/// What the window does, without any window: the model that is open, the session and its runs, the
/// run under way, and which moment is looked at.
@NullMarked
package dev.unmask.window.workbench;

import org.jspecify.annotations.NullMarked;
