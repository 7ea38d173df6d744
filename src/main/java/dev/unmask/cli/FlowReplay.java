package dev.unmask.cli;

import dev.unmask.flow.FlowFrame;
import dev.unmask.job.WritingHeader;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import dev.unmask.session.Session;
import dev.unmask.text.Utf8Stream;
import java.util.List;

/// Plays a text of a flow model again from a session, without the model.
///
/// @param json one object for each token, with its evaluations
/// @param token the text after so many tokens; 0 for all
/// @param delay milliseconds between tokens in a terminal
record FlowReplay(Surroundings around, boolean json, int token, long delay) {
  void play(Session session, long run) {
    WritingHeader header = session.writingHeader(run);
    List<FlowFrame> all = session.flowFrames(run);
    if (all.isEmpty() || token > all.size()) {
      throw new Problem(
          Code.NOT_FOUND,
          all.isEmpty()
              ? "Run " + run + " stopped before its first token."
              : "Run %d has %d tokens.".formatted(run, all.size()),
          "Choose another run with --run, or another token with --step.");
    }
    List<FlowFrame> shown = token == 0 ? all : all.subList(0, token);
    Utf8Stream characters = new Utf8Stream();
    around.out().print(json ? "" : header.spec().prompt());
    for (FlowFrame frame : shown) {
      String more =
          header.tokens().special(frame.token())
              ? ""
              : characters.add(header.tokens().bytes(frame.token()));
      if (json) {
        around.out().println(FlowRun.object(frame).put("text", more).text());
      } else {
        around.out().print(more);
        pause();
      }
    }
    around.out().print(json ? "" : characters.end() + System.lineSeparator());
    around.out().flush();
  }

  private void pause() {
    if (around.terminal() && token == 0) {
      around.out().flush();
      try {
        Thread.sleep(Math.max(0, delay));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
