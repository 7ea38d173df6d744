/// The session file: one SQLite database that a person can name, copy, mail and open again, with
/// the runs, their specs, one row per frame and the state of the view.
///
/// Nothing in it needs the model to be replayed. `sessions/README.md` documents the tables.
@NullMarked
package dev.unmask.session;

import org.jspecify.annotations.NullMarked;
