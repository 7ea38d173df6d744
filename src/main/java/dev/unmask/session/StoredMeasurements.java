package dev.unmask.session;

import dev.unmask.job.evaluate.Bounds;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// The bounds that were measured, kept in a session. Nothing of it needs a model.
public final class StoredMeasurements {
  private static final String BOUNDS = "bounds";

  private final Session session;
  private final JsonMapper mapper =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  public StoredMeasurements(Session session) {
    this.session = session;
  }

  /// One line of the list.
  ///
  /// @param measurement its number in the session
  public record Summary(long measurement, String title, Instant started) {}

  /// Keeps bounds.
  ///
  /// @return their number
  public long put(Bounds bounds, String program) {
    String text = mapper.writeValueAsString(bounds);
    String card = session.json().card(bounds.card());
    return session.write(
        sql ->
            (long)
                sql.number(
                    """
                    INSERT INTO measurement (kind, title, card, result, program, started)
                    VALUES (?, ?, ?, ?, ?, ?) RETURNING measurement\
                    """,
                    BOUNDS,
                    bounds.title(),
                    card,
                    text,
                    program,
                    Instant.now().toString()));
  }

  /// All bounds, oldest first.
  public List<Summary> all() {
    return session.read(
        sql -> {
          List<Summary> all = new ArrayList<>();
          if (sql.number("SELECT count(*) FROM sqlite_schema WHERE name = 'measurement'") == 0) {
            return all;
          }
          try (ResultSet rows =
              sql.rows(
                  "SELECT measurement, title, started FROM measurement WHERE kind = ? ORDER BY 1",
                  BOUNDS)) {
            while (rows.next()) {
              all.add(
                  new Summary(
                      rows.getLong(1), rows.getString(2), Instant.parse(rows.getString(3))));
            }
          }
          return List.copyOf(all);
        });
  }

  /// One of them.
  ///
  /// @throws Problem NOT_FOUND if there is none, SESSION if it cannot be read
  public Bounds bounds(long measurement) {
    String text =
        session.read(
            sql -> {
              try (ResultSet row =
                  sql.rows(
                      "SELECT result FROM measurement WHERE measurement = ? AND kind = ?",
                      measurement,
                      BOUNDS)) {
                return row.next() ? row.getString(1) : "";
              }
            });
    if (text.isEmpty()) {
      throw new Problem(
          Code.NOT_FOUND,
          "There is no measurement %d in %s.".formatted(measurement, session.file()),
          "Choose one that is there.");
    }
    try {
      return Objects.requireNonNull(mapper.readValue(text, Bounds.class));
    } catch (JacksonException | IllegalArgumentException | NullPointerException e) {
      throw new Problem(
          Code.SESSION,
          "A stored measurement cannot be read.",
          "The other contents of the session are not affected.",
          e);
    }
  }
}
