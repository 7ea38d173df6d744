/// Golden cases: inputs and outputs of the authors' own code, and the one list of their kinds;
/// and where the bundled models are.
@NullMarked
package dev.unmask.golden;

import org.jspecify.annotations.NullMarked;
