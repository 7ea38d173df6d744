/// What the window remembers between starts.
@NullMarked
package dev.unmask.window.settings;

import org.jspecify.annotations.NullMarked;
