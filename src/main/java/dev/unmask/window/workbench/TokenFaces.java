package dev.unmask.window.workbench;

import dev.unmask.job.TokenTexts;
import dev.unmask.window.trace.Face;
import dev.unmask.window.trace.Faces;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Faces made from token texts, each once.
final class TokenFaces implements Faces {
  private final TokenTexts texts;
  private final Map<Integer, Face> made = new ConcurrentHashMap<>();

  TokenFaces(TokenTexts texts) {
    this.texts = texts;
  }

  @Override
  public Face of(int id) {
    return made.computeIfAbsent(id, i -> Face.of(i, texts.bytes(i), texts.special(i)));
  }
}
