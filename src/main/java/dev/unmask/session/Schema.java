package dev.unmask.session;

import java.sql.SQLException;
import java.util.List;

/// The tables of a session file and how older files become present ones.
///
/// The version is an integer in `PRAGMA user_version`.
final class Schema {
  /// `UNMK`, in `PRAGMA application_id`: tells a session from any other SQLite file.
  static final int APPLICATION_ID = 0x554E4D4B;

  /// One step of the chain: turns a file of version `n` into one of version `n + 1`.
  interface Migration {
    void apply(Statements sql) throws SQLException;
  }

  /// The present tables.
  static final Schema PRESENT =
      new Schema(
          List.of(
              Schema::first,
              Schema::approximations,
              Schema::sweeps,
              Schema::flows,
              Schema::trainings));

  private final List<Migration> chain;

  /// @param chain element `n` leads from version `n` to `n + 1`; version 0 is an empty file
  Schema(List<Migration> chain) {
    this.chain = List.copyOf(chain);
  }

  /// The version that the chain leads to.
  int version() {
    return chain.size();
  }

  /// Brings a file from its version to the present one, all or nothing.
  void migrate(Statements sql, int from) throws SQLException {
    sql.transaction(
        all -> {
          for (Migration migration : chain.subList(from, chain.size())) {
            migration.apply(all);
          }
          all.once("PRAGMA application_id = " + APPLICATION_ID);
          all.once("PRAGMA user_version = " + version());
          return version();
        });
  }

  private static void first(Statements sql) throws SQLException {
    sql.once(
        """
        CREATE TABLE model (
          model INTEGER PRIMARY KEY,
          card TEXT NOT NULL UNIQUE
        )\
        """);
    sql.once(
        """
        CREATE TABLE token (
          model INTEGER NOT NULL REFERENCES model,
          id INTEGER NOT NULL,
          bytes BLOB NOT NULL,
          special INTEGER NOT NULL,
          PRIMARY KEY (model, id)
        ) WITHOUT ROWID\
        """);
    sql.once(
        """
        CREATE TABLE run (
          run INTEGER PRIMARY KEY AUTOINCREMENT,
          model INTEGER NOT NULL REFERENCES model,
          title TEXT NOT NULL,
          spec TEXT NOT NULL,
          program TEXT NOT NULL,
          started TEXT NOT NULL,
          ended TEXT,
          outcome TEXT,
          problem_code TEXT,
          problem TEXT,
          remedy TEXT
        )\
        """);
    sql.once(
        """
        CREATE TABLE frame (
          run INTEGER NOT NULL REFERENCES run,
          step INTEGER NOT NULL,
          steps INTEGER NOT NULL,
          evaluations INTEGER NOT NULL,
          nanos INTEGER NOT NULL,
          alternatives INTEGER NOT NULL,
          ids BLOB NOT NULL,
          roles BLOB NOT NULL,
          guess BLOB NOT NULL,
          changed BLOB NOT NULL,
          positions BLOB NOT NULL,
          candidates BLOB NOT NULL,
          log_probabilities BLOB NOT NULL,
          entropies BLOB NOT NULL,
          top_ids BLOB NOT NULL,
          top_log_probabilities BLOB NOT NULL,
          crc INTEGER NOT NULL,
          PRIMARY KEY (run, step)
        )\
        """);
    sql.once("CREATE TABLE view (name TEXT PRIMARY KEY, state TEXT NOT NULL)");
  }

  /// Caches came: a frame says whether it went through one that was out of date.
  private static void approximations(Statements sql) throws SQLException {
    sql.once("ALTER TABLE frame ADD COLUMN approximate INTEGER NOT NULL DEFAULT 0");
  }

  /// Sweeps and measurements came.
  private static void sweeps(Statements sql) throws SQLException {
    sql.once(
        """
        CREATE TABLE sweep (
          sweep INTEGER PRIMARY KEY AUTOINCREMENT,
          spec TEXT NOT NULL,
          program TEXT NOT NULL,
          started TEXT NOT NULL,
          outcome TEXT
        )\
        """);
    sql.once(
        """
        CREATE TABLE sweep_model (
          sweep INTEGER NOT NULL REFERENCES sweep,
          model INTEGER NOT NULL,
          card TEXT NOT NULL,
          PRIMARY KEY (sweep, model)
        ) WITHOUT ROWID\
        """);
    sql.once(
        """
        CREATE TABLE sweep_item (
          sweep INTEGER NOT NULL REFERENCES sweep,
          item INTEGER NOT NULL,
          id TEXT NOT NULL,
          asked TEXT NOT NULL,
          target TEXT NOT NULL,
          PRIMARY KEY (sweep, item)
        ) WITHOUT ROWID\
        """);
    sql.once(
        """
        CREATE TABLE sweep_row (
          sweep INTEGER NOT NULL REFERENCES sweep,
          point INTEGER NOT NULL,
          repeat INTEGER NOT NULL,
          item INTEGER NOT NULL,
          skipped INTEGER NOT NULL,
          correct INTEGER NOT NULL,
          written TEXT NOT NULL,
          words TEXT NOT NULL,
          scores TEXT NOT NULL,
          evaluations INTEGER NOT NULL,
          nanos INTEGER NOT NULL,
          PRIMARY KEY (sweep, point, repeat, item)
        ) WITHOUT ROWID\
        """);
    sql.once(
        """
        CREATE TABLE measurement (
          measurement INTEGER PRIMARY KEY AUTOINCREMENT,
          kind TEXT NOT NULL,
          title TEXT NOT NULL,
          card TEXT NOT NULL,
          result TEXT NOT NULL,
          program TEXT NOT NULL,
          started TEXT NOT NULL
        )\
        """);
  }

  /// Flow models came: a run says what it is, and their tokens have a table of their own.
  private static void flows(Statements sql) throws SQLException {
    sql.once("ALTER TABLE run ADD COLUMN kind TEXT NOT NULL DEFAULT 'denoise'");
    sql.once(
        """
        CREATE TABLE flow_frame (
          run INTEGER NOT NULL REFERENCES run,
          token INTEGER NOT NULL,
          position INTEGER NOT NULL,
          id INTEGER NOT NULL,
          calls INTEGER NOT NULL,
          outcome TEXT NOT NULL,
          nanos INTEGER NOT NULL,
          alternatives INTEGER NOT NULL,
          chosen BLOB NOT NULL,
          top_ids BLOB NOT NULL,
          top_log_probabilities BLOB NOT NULL,
          times BLOB NOT NULL,
          attempts BLOB NOT NULL,
          accepted BLOB NOT NULL,
          tokens BLOB NOT NULL,
          entropies BLOB NOT NULL,
          guess_ids BLOB NOT NULL,
          guess_log_probabilities BLOB NOT NULL,
          path BLOB NOT NULL,
          crc INTEGER NOT NULL,
          PRIMARY KEY (run, token)
        )\
        """);
  }

  /// Trainings came, and the runs of single items of a sweep were kept.
  private static void trainings(Statements sql) throws SQLException {
    sql.once(
        """
        CREATE TABLE training (
          training INTEGER PRIMARY KEY AUTOINCREMENT,
          name TEXT NOT NULL,
          recipe TEXT NOT NULL,
          folder TEXT NOT NULL,
          program TEXT NOT NULL,
          started TEXT NOT NULL,
          saved INTEGER NOT NULL DEFAULT 0,
          ended TEXT,
          outcome TEXT,
          problem_code TEXT,
          problem TEXT,
          remedy TEXT
        )\
        """);
    sql.once(
        """
        CREATE TABLE training_step (
          training INTEGER NOT NULL REFERENCES training,
          step INTEGER NOT NULL,
          loss REAL,
          cross_entropy REAL,
          norm REAL,
          rate REAL,
          ratio REAL,
          tokens INTEGER NOT NULL,
          targets INTEGER NOT NULL,
          operations REAL,
          seconds REAL,
          PRIMARY KEY (training, step)
        ) WITHOUT ROWID\
        """);
    sql.once(
        """
        CREATE TABLE examination (
          training INTEGER NOT NULL REFERENCES training,
          step INTEGER NOT NULL,
          result TEXT NOT NULL,
          PRIMARY KEY (training, step)
        ) WITHOUT ROWID\
        """);
    sql.once(
        """
        CREATE TABLE sweep_run (
          sweep INTEGER NOT NULL REFERENCES sweep,
          point INTEGER NOT NULL,
          repeat INTEGER NOT NULL,
          item INTEGER NOT NULL,
          run INTEGER NOT NULL REFERENCES run,
          PRIMARY KEY (sweep, point, repeat, item)
        ) WITHOUT ROWID\
        """);
  }
}
