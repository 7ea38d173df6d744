package dev.unmask.session;

import dev.unmask.job.DenoiseSpec;
import dev.unmask.job.LoadedModel;
import dev.unmask.job.LoadedWriter;
import dev.unmask.job.ModelCard;
import dev.unmask.job.RunEnd;
import dev.unmask.job.RunHeader;
import dev.unmask.job.RunListener;
import dev.unmask.job.WriteSpec;
import dev.unmask.job.WritingHeader;
import dev.unmask.job.WritingListener;
import dev.unmask.job.sweep.Point;
import dev.unmask.job.sweep.SameSweep;
import dev.unmask.job.sweep.SweepJson;
import dev.unmask.job.sweep.SweepListener;
import dev.unmask.job.sweep.SweepRow;
import dev.unmask.job.sweep.SweepSpec;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import dev.unmask.task.file.Item;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/// The sweeps of a session: their specs, items and rows. Nothing of it needs a model.
///
/// A batch of rows is one transaction: a killed process loses at most the batch that it was at.
public final class StoredSweeps {
  private static final String SUMMARIES =
      "SELECT sweep, spec, program, started, outcome FROM sweep";

  private final Session session;
  private final SweepRowTable table;
  private final SweepJson json = new SweepJson();

  public StoredSweeps(Session session) {
    this.session = session;
    table = new SweepRowTable(session);
  }

  /// One line of the list of sweeps.
  ///
  /// @param sweep its number in the session
  /// @param spec what was asked
  /// @param program version of Unmask that began it
  /// @param started when
  /// @param outcome how it ended; empty while it runs, or if its process was killed
  public record Summary(
      long sweep,
      SweepSpec spec,
      String program,
      Instant started,
      Optional<RunEnd.Outcome> outcome) {}

  /// What was asked of one item.
  public record StoredItem(int item, String id, String asked, String target) {
    public StoredItem {
      Stream.of(id, asked, target).forEach(Objects::requireNonNull);
    }
  }

  /// The sweeps, oldest first; none in a session that an older Unmask made and nobody changed.
  public List<Summary> all() {
    return session.read(
        sql -> {
          List<Summary> all = new ArrayList<>();
          if (!there(sql)) {
            return all;
          }
          try (ResultSet rows = sql.rows(SUMMARIES + " ORDER BY sweep")) {
            while (rows.next()) {
              all.add(summary(rows));
            }
          }
          return List.copyOf(all);
        });
  }

  private Summary summary(ResultSet row) throws SQLException {
    return new Summary(
        row.getLong(1),
        json.read(row.getString(2)),
        row.getString(3),
        Instant.parse(row.getString(4)),
        Optional.ofNullable(row.getString(5)).map(RunEnd.Outcome::valueOf));
  }

  private static boolean there(Statements sql) throws SQLException {
    return sql.number("SELECT count(*) FROM sqlite_schema WHERE name = 'sweep'") > 0;
  }

  /// One of them.
  ///
  /// @throws Problem NOT_FOUND if there is none
  public Summary one(long sweep) {
    return session.read(
        sql -> {
          if (there(sql)) {
            try (ResultSet row = sql.rows(SUMMARIES + " WHERE sweep = ?", sweep)) {
              if (row.next()) {
                return summary(row);
              }
            }
          }
          throw new Problem(
              Code.NOT_FOUND,
              "There is no sweep %d in %s.".formatted(sweep, session.file()),
              "Choose one that is there.");
        });
  }

  /// Begins a sweep whose models are known by their paths alone, or goes on with it.
  ///
  /// @return its number
  public long begin(SweepSpec spec, String program) {
    return begin(SameSweep.byPath(spec), program);
  }

  /// Begins a sweep, or goes on with the newest one that is the same.
  ///
  /// @return its number
  public long begin(SameSweep asked, String program) {
    Optional<Long> known =
        all().reversed().stream()
            .filter(s -> asked.is(s.spec(), cards(s.sweep())))
            .map(Summary::sweep)
            .findFirst();
    return session.write(
        sql -> {
          if (known.isPresent()) {
            sql.change("UPDATE sweep SET outcome = NULL WHERE sweep = ?", known.get());
            return known.get();
          }
          return (long)
              sql.number(
                  "INSERT INTO sweep (spec, program, started) VALUES (?, ?, ?) RETURNING sweep",
                  json.write(asked.asked()),
                  program,
                  Instant.now().toString());
        });
  }

  /// Notes how a sweep ended. One that failed before its first result leaves nothing.
  public void end(long sweep, RunEnd.Outcome outcome) {
    session.write(
        sql -> {
          sql.change("UPDATE sweep SET outcome = ? WHERE sweep = ?", outcome.name(), sweep);
          if (outcome == RunEnd.Outcome.FAILED
              && sql.number("SELECT count(*) FROM sweep_row WHERE sweep = ?", sweep) == 0
              && sql.number("SELECT count(*) FROM sweep_run WHERE sweep = ?", sweep) == 0) {
            sql.change("DELETE FROM sweep_item WHERE sweep = ?", sweep);
            sql.change("DELETE FROM sweep_model WHERE sweep = ?", sweep);
            sql.change("DELETE FROM sweep WHERE sweep = ?", sweep);
          }
          return sweep;
        });
  }

  /// The items of which every step was kept.
  public KeptRuns runs(long sweep) {
    return new KeptRuns(session, sweep);
  }

  /// The rows that are there.
  ///
  /// @throws Problem SESSION if one has no place in the sweep
  public List<SweepRow> rows(long sweep) {
    List<SweepRow> rows = table.all(sweep);
    refuseStrangers(sweep, rows.stream().map(SweepRow::key).toList());
    return rows;
  }

  /// The places of the rows that are there.
  ///
  /// @throws Problem SESSION if one is none of the sweep
  public Set<SweepRow.Key> done(long sweep) {
    Set<SweepRow.Key> done = table.keys(sweep);
    refuseStrangers(sweep, done);
    return done;
  }

  /// Rows that another program changed would be counted at a point or an item that is not there.
  private void refuseStrangers(long sweep, Collection<SweepRow.Key> keys) {
    if (keys.isEmpty()) {
      return;
    }
    SweepSpec spec = one(sweep).spec();
    List<Point> points = spec.points();
    int models = cards(sweep).size();
    int items =
        session.read(sql -> sql.number("SELECT count(*) FROM sweep_item WHERE sweep = ?", sweep));
    for (SweepRow.Key key : keys) {
      if (!within(key.point(), points.size())
          || !within(key.repeat(), spec.seeds())
          || !within(key.item(), items)
          || !within(points.get(key.point()).model(), models)) {
        throw new Problem(
            Code.SESSION,
            "Sweep %d of %s holds a result of an item or a point that it does not have."
                .formatted(sweep, session.file()),
            "Take a copy from before it was changed, or begin the sweep in another session.");
      }
    }
  }

  private static boolean within(int index, int size) {
    return index >= 0 && index < size;
  }

  /// What was asked.
  public List<StoredItem> items(long sweep) {
    return session.read(
        sql -> {
          try (ResultSet rows =
              sql.rows(
                  "SELECT item, id, asked, target FROM sweep_item WHERE sweep = ? ORDER BY item",
                  sweep)) {
            List<StoredItem> all = new ArrayList<>();
            while (rows.next()) {
              all.add(
                  new StoredItem(
                      rows.getInt(1), rows.getString(2), rows.getString(3), rows.getString(4)));
            }
            return List.copyOf(all);
          }
        });
  }

  /// The models of a sweep, in their order, as far as they were opened.
  public List<ModelCard> cards(long sweep) {
    return session.read(
        sql -> {
          try (ResultSet rows =
              sql.rows("SELECT card FROM sweep_model WHERE sweep = ? ORDER BY model", sweep)) {
            List<ModelCard> all = new ArrayList<>();
            while (rows.next()) {
              all.add(session.json().card(rows.getString(1)));
            }
            return List.copyOf(all);
          }
        });
  }

  /// A listener that keeps every row, and no steps.
  public SweepListener record(long sweep) {
    return record(sweep, 0);
  }

  /// A listener that keeps every row. A model or an item that is not what it was when the sweep
  /// began is refused: its rows would not belong to the others.
  ///
  /// @param watched of so many items at each point every step is kept too, of the first repeat
  public SweepListener record(long sweep, int watched) {
    KeptRuns kept = new KeptRuns(session, sweep);
    kept.tidy();
    String program = one(sweep).program();
    return new SweepListener() {
      @Override
      public Optional<RunListener> watch(SweepRow.Key key, LoadedModel model, DenoiseSpec spec) {
        return key.repeat() > 0 || key.item() >= watched
            ? Optional.empty()
            : Optional.of(
                kept.keep(
                    key,
                    new RunHeader(spec, model.card(), model.tokens(), Instant.now(), program)));
      }

      @Override
      public Optional<WritingListener> watchText(
          SweepRow.Key key, LoadedWriter model, WriteSpec spec) {
        return key.repeat() > 0 || key.item() >= watched
            ? Optional.empty()
            : Optional.of(
                kept.keep(
                    key,
                    new WritingHeader(spec, model.card(), model.tokens(), Instant.now(), program)));
      }

      @Override
      public void opened(int model, ModelCard card) {
        keep(sweep, model, card);
      }

      @Override
      public void items(List<Item> items) {
        keep(sweep, items);
      }

      @Override
      public void rows(List<SweepRow> rows) {
        table.keep(rows, sweep);
      }
    };
  }

  private void keep(long sweep, int model, ModelCard card) {
    List<ModelCard> known = cards(sweep);
    if (model < known.size() && !known.get(model).fingerprint().equals(card.fingerprint())) {
      throw new Problem(
          Code.SESSION,
          "The model %s has changed since this sweep began.".formatted(card.name()),
          "Begin a new sweep in another session, or bring the old model back.");
    }
    session.write(
        sql ->
            sql.change(
                "INSERT OR IGNORE INTO sweep_model (sweep, model, card) VALUES (?, ?, ?)",
                sweep,
                model,
                session.json().card(card)));
  }

  /// Takes over what another computer did of a sweep: the same spec, other parts of the items.
  ///
  /// @param others the sweeps of its session
  /// @param theirs number of the sweep there
  /// @return its number here
  /// @throws Problem SESSION if its models or items are not those that are known here
  public long merge(StoredSweeps others, long theirs) {
    Summary summary = others.one(theirs);
    List<ModelCard> cards = others.cards(theirs);
    long mine =
        begin(new SameSweep(summary.spec(), known(summary.spec(), cards)), summary.program());
    for (int m = 0; m < cards.size(); m++) {
      keep(mine, m, cards.get(m));
    }
    keepItems(mine, others.items(theirs));
    new KeptRuns(session, mine).merge(new KeptRuns(others.session, theirs));
    table.keep(others.rows(theirs), mine);
    return mine;
  }

  /// Fingerprints that another computer noted: the models themselves may lie there alone.
  private static Function<String, String> known(SweepSpec spec, List<ModelCard> cards) {
    Map<String, String> all = new HashMap<>();
    for (int m = 0; m < cards.size(); m++) {
      all.put(spec.models().get(m).path(), cards.get(m).fingerprint());
    }
    return path -> all.getOrDefault(path, "");
  }

  private void keep(long sweep, List<Item> items) {
    List<StoredItem> all = new ArrayList<>();
    for (Item item : items) {
      all.add(new StoredItem(all.size(), item.id(), item.asked(), item.target()));
    }
    keepItems(sweep, all);
  }

  private void keepItems(long sweep, List<StoredItem> items) {
    List<StoredItem> known = items(sweep);
    for (int i = 0; i < Math.min(known.size(), items.size()); i++) {
      if (!known.get(i).equals(items.get(i))) {
        throw new Problem(
            Code.SESSION,
            "Item %d is not what it was when this sweep began.".formatted(i + 1),
            "Bring the old data file back, or begin a new sweep in another session.");
      }
    }
    session.write(
        sql -> {
          for (int i = known.size(); i < items.size(); i++) {
            StoredItem item = items.get(i);
            sql.change(
                "INSERT INTO sweep_item (sweep, item, id, asked, target) VALUES (?, ?, ?, ?, ?)",
                sweep,
                i,
                item.id(),
                item.asked(),
                item.target());
          }
          return items.size();
        });
  }
}
