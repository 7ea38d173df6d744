/// The workbench window: a prompt, a canvas of tokens, a timeline and curves that share one cursor.
///
/// JavaFX lives here and in `launch` only. Views are plain Java; the models behind them hold
/// observable properties and know nothing of the scene graph, so they are tested without a screen.
@NullMarked
package dev.unmask.window;

import org.jspecify.annotations.NullMarked;
