package dev.unmask.window.workbench;

import dev.unmask.job.DenoiseSpec;
import dev.unmask.job.RunHeader;
import dev.unmask.window.trace.Faces;
import dev.unmask.window.trace.Trace;

/// A run with its frames in memory.
///
/// @param number in its session, from 1
/// @param header what was asked, of which model
/// @param trace the frames that there are
/// @param faces how its tokens are shown, with or without the model
public record ShownRun(long number, RunHeader header, Trace trace, Faces faces) {
  /// A run of which no frame is known yet.
  static ShownRun of(long number, RunHeader header) {
    DenoiseSpec spec = header.spec();
    Trace trace = new Trace(spec.steps(), spec.canvas().ids(), spec.canvas().roleCodes());
    return new ShownRun(number, header, trace, new TokenFaces(header.tokens()));
  }
}
