package dev.unmask.window.workbench;

import dev.unmask.session.Session;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Sessions into which something still writes when another one is opened: a training of an hour
/// need not end for that. Such a session is closed once nothing holds it. For several threads.
final class HeldSessions {
  private final Map<Session, Integer> holders = new HashMap<>();
  private final Map<Session, Runnable> left = new HashMap<>();

  /// Keeps a session open.
  ///
  /// @return lets it go; to be run once
  synchronized Runnable hold(Session session) {
    holders.merge(session, 1, Integer::sum);
    return () -> release(session);
  }

  private void release(Session session) {
    Runnable close = null;
    synchronized (this) {
      if (holders.merge(session, -1, Integer::sum) == 0) {
        holders.remove(session);
        close = left.remove(session);
      }
    }
    if (close != null) {
      close.run();
    }
  }

  /// A session is not looked at any more.
  ///
  /// @param close is run at once, or when nothing holds it any more
  void leave(Session session, Runnable close) {
    synchronized (this) {
      if (holders.containsKey(session)) {
        left.put(session, close);
        return;
      }
    }
    close.run();
  }

  /// The session of a file that was left and is still open, to be looked at again.
  synchronized Optional<Session> back(Path file) {
    Path wanted = file.toAbsolutePath().normalize();
    for (Session session : left.keySet()) {
      if (session.file().toAbsolutePath().normalize().equals(wanted)) {
        left.remove(session);
        return Optional.of(session);
      }
    }
    return Optional.empty();
  }
}
