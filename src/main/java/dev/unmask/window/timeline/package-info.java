/// The timeline: which step of a run is looked at, and playing it.
@NullMarked
package dev.unmask.window.timeline;

import org.jspecify.annotations.NullMarked;
