package dev.unmask.text;

import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// SentencePiece's BPE: from the characters of a whole text, joins again and again the two
/// neighbours whose union is the token with the highest score (of equal ones the leftmost).
///
/// What is no token in the end is written byte by byte.
///
/// @see "Kudo & Richardson 2018; sentencepiece, src/bpe_model.cc"
final class ScoredPieces {
  private record Candidate(float score, int left, int length) implements Comparable<Candidate> {
    @Override
    public int compareTo(Candidate other) {
      int byScore = Float.compare(other.score, score);
      return byScore != 0 ? byScore : Integer.compare(left, other.left);
    }
  }

  private final Map<String, Integer> ids;
  private final float[] scores;
  private final int longest;
  private final Bytes bytes;

  /// Writes what is no token.
  @FunctionalInterface
  interface Bytes {
    /// The ids of a text's bytes.
    void write(String text, IntConsumer id);
  }

  /// @param ids of the tokens that text may become
  /// @param scores by id
  ScoredPieces(Map<String, Integer> ids, float[] scores, Bytes bytes) {
    this.ids = ids;
    this.scores = scores;
    this.bytes = bytes;
    this.longest = ids.keySet().stream().mapToInt(String::length).max().orElse(0);
  }

  /// Gives the ids of a text, in order.
  void encode(String text, IntConsumer id) {
    new Merging(text).run(id);
  }

  /// One text while it is merged. A piece is known by where it begins.
  private final class Merging {
    private final String text;
    private final int[] length; // of the piece that begins here, 0 where none does
    private final int[] previous; // where the piece before begins, -1 for none
    private final PriorityQueue<Candidate> queue = new PriorityQueue<>();

    Merging(String text) {
      this.text = text;
      length = new int[text.length() + 1];
      previous = new int[text.length() + 1];
      int before = -1;
      for (int at = 0; at < text.length(); at += length[at]) {
        length[at] = Character.charCount(text.codePointAt(at));
        previous[at] = before;
        before = at;
      }
      previous[text.length()] = before;
    }

    void run(IntConsumer id) {
      for (int at = 0; at < text.length(); at += length[at]) {
        offer(at);
      }
      for (Candidate c = queue.poll(); c != null; c = queue.poll()) {
        int left = c.left();
        int right = left + length[left];
        // A candidate whose pieces have been joined elsewhere is out of date.
        if (length[left] == 0
            || right >= text.length()
            || length[left] + length[right] != c.length()) {
          continue;
        }
        length[left] = c.length();
        length[right] = 0;
        previous[left + c.length()] = left;
        offer(left);
        if (previous[left] >= 0) {
          offer(previous[left]);
        }
      }
      for (int at = 0; at < text.length(); at += length[at]) {
        String piece = text.substring(at, at + length[at]);
        @Nullable Integer known = ids.get(piece);
        if (known != null) {
          id.accept(known);
        } else {
          bytes.write(piece, id);
        }
      }
    }

    /// The piece that begins here and the one after it, if together they are a token.
    private void offer(int left) {
      int right = left + length[left];
      if (right >= text.length()) {
        return;
      }
      int both = length[left] + length[right];
      @Nullable Integer id = both > longest ? null : ids.get(text.substring(left, left + both));
      if (id != null) {
        queue.add(new Candidate(scores[id], left, both));
      }
    }
  }
}
