package dev.unmask.session;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// What SQLite reports, in words.
final class SqlTrouble {
  private SqlTrouble() {}

  /// A value in a row that Unmask does not write: another program changed it.
  static Problem strange(Path file, RuntimeException e) {
    return new Problem(
        Code.SESSION,
        file + " holds a value that Unmask did not write.",
        "Take a copy from before it was changed; nothing was changed in this one.",
        e);
  }

  static Problem problem(Path file, SQLException e) {
    // The low byte is the primary result code; the rest says more than a person needs.
    int primary =
        e instanceof SQLiteException s ? s.getResultCode().code & 0xff : e.getErrorCode() & 0xff;
    SQLiteErrorCode code = SQLiteErrorCode.getErrorCode(primary);
    return switch (code) {
      case SQLITE_FULL, SQLITE_IOERR, SQLITE_TOOBIG ->
          new Problem(
              Code.WRITE,
              code == SQLiteErrorCode.SQLITE_FULL
                  ? "The disk with " + file + " is full."
                  : "The disk does not take or give the data of " + file + ".",
              "What was saved before is kept; free some space, or save the session elsewhere.",
              e);
      case SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_AUTH ->
          new Problem(
              Code.WRITE,
              file + " cannot be written.",
              "Check the rights of the file and its folder, or choose another folder.",
              e);
      case SQLITE_BUSY, SQLITE_LOCKED ->
          new Problem(
              Code.WRITE,
              file + " is being written by another program.",
              "Close it there and try again.",
              e);
      case SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_FORMAT, SQLITE_ERROR, SQLITE_SCHEMA ->
          new Problem(
              Code.SESSION,
              file + " is damaged or is not a session.",
              "Take a copy that opens; nothing was changed in this one.",
              e);
      default ->
          new Problem(
              Code.SESSION,
              file + " cannot be used (" + code + ").",
              "Close other programs that use it, or take another copy.",
              e);
    };
  }
}
