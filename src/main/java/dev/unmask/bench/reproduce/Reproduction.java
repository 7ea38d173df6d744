package dev.unmask.bench.reproduce;

import dev.unmask.job.Models;
import dev.unmask.session.Session;
import dev.unmask.session.StoredSweeps;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/// The page that sets the papers' numbers beside ours. What was not measured is said, with what it
/// waits for; no number stands on it that a sweep did not give.
///
/// Sweeps lie in a session and go on where they were stopped.
///
/// @param models opens them
/// @param folders from a name to a model's folder; the empty name is the default model
/// @param own folder that holds the models that were trained for the page, with the number of the
///     seed behind their names: `no-shift-1`
/// @param extent how much is measured
/// @param progress says what is being measured
/// @param stop asked between evaluations
public record Reproduction(
    Models models,
    Function<String, Path> folders,
    Path own,
    Extent extent,
    PrintWriter progress,
    BooleanSupplier stop) {
  private static final List<Section> SECTIONS =
      List.of(
          new AblationSection(),
          new ContinuedSection(),
          new StepsSection(),
          new CountdownSection(),
          new CorrectionSection(),
          new InfillingSection(),
          new FastSection(),
          new WorkSection(),
          new UnmeasuredSection());

  /// Measures what is not in the session yet, and writes the page.
  ///
  /// @param session where the sweeps lie
  /// @param program version of Unmask
  /// @return empty if the user asked to stop; what was measured is kept
  public Optional<String> page(Session session, String program) {
    Page page = new Page();
    page.line("# The papers' claims, measured here");
    page.line("");
    page.line(
        "This page is made by `./unmask reproduce --train`; nobody edits it. Intervals are"
            + " Wilson's at 95 %.");
    page.line("What is not measured says what it waits for.");
    Measuring measuring =
        new Measuring(
            models, folders, own, extent, new StoredSweeps(session), program, progress, stop);
    try {
      for (Section section : SECTIONS) {
        section.write(page, measuring);
      }
    } catch (Stopped e) {
      return Optional.empty();
    }
    return Optional.of(page.toString());
  }
}
