/// The command line: each command reads its options, asks the rooms below, and prints words for
/// people or JSON for programs.
@NullMarked
package dev.unmask.cli;

import org.jspecify.annotations.NullMarked;
