/// The window itself: its parts and their places, themes, keys, dialogs.
@NullMarked
package dev.unmask.window.shell;

import org.jspecify.annotations.NullMarked;
