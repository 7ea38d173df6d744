package dev.unmask.window.flow;

import dev.unmask.flow.FlowEvaluation;
import dev.unmask.flow.FlowFrame;
import dev.unmask.job.TokenTexts;
import dev.unmask.job.WritingHeader;
import dev.unmask.window.trace.Face;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// A text of a flow model as far as it is known: written by the worker's thread, read by the
/// screen.
public final class FlowTrace {
  private final WritingHeader header;
  private final Map<Integer, Face> faces = new ConcurrentHashMap<>();
  private final List<FlowFrame> frames = new ArrayList<>();
  private final List<FlowEvaluation> live = new ArrayList<>();

  FlowTrace(WritingHeader header) {
    this.header = header;
  }

  /// What was asked, and of which model.
  public WritingHeader header() {
    return header;
  }

  /// What a token looks like.
  public Face face(int id) {
    TokenTexts texts = header.tokens();
    return faces.computeIfAbsent(id, i -> Face.of(i, texts.bytes(i), texts.special(i)));
  }

  synchronized void append(FlowFrame frame) {
    frames.add(frame);
    live.clear();
  }

  synchronized void append(FlowEvaluation evaluation) {
    live.add(evaluation);
  }

  synchronized void ended() {
    live.clear();
  }

  /// The tokens so far.
  public synchronized List<FlowFrame> frames() {
    return List.copyOf(frames);
  }

  /// Evaluations of the token that is being integrated.
  public synchronized List<FlowEvaluation> live() {
    return List.copyOf(live);
  }

  /// The way of a token: of one that is there, or of the one that is being integrated.
  ///
  /// @param index of it
  public synchronized List<FlowEvaluation> way(int index) {
    if (index < 0 || index > frames.size()) {
      return List.of();
    }
    return index == frames.size() ? List.copyOf(live) : frames.get(index).evaluations();
  }
}
