/// `main`, and the wiring of everything by constructors.
@NullMarked
package dev.unmask.launch;

import org.jspecify.annotations.NullMarked;
