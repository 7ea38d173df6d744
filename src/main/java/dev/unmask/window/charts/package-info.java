/// Curves of a run against its steps, whose cursor is the timeline's.
@NullMarked
package dev.unmask.window.charts;

import org.jspecify.annotations.NullMarked;
