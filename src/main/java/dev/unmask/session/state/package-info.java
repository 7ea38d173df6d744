/// What Unmask remembers between starts: the per-user folders of each system, small state files,
/// and the sessions that have no name yet.
@NullMarked
package dev.unmask.session.state;

import org.jspecify.annotations.NullMarked;
