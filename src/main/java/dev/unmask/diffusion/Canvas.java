package dev.unmask.diffusion;

import java.util.Arrays;
import java.util.function.IntPredicate;

/// The sequence being written: a token id and a role for each position. Immutable.
///
/// Whether a position is masked is its role, never its id: DiffuGPT-S masks with an id that
/// ordinary text contains.
public final class Canvas {
  private final int[] ids;
  private final byte[] roles;
  private final int maskId;
  private final int firstToken;

  private Canvas(int[] ids, byte[] roles, int maskId, int firstToken) {
    this.ids = ids;
    this.roles = roles;
    this.maskId = maskId;
    this.firstToken = firstToken;
  }

  /// A canvas to start from.
  ///
  /// @param ids `[length]` the tokens; what stands at masked positions is replaced by the mask id
  /// @param masked `[length]` which positions are to be written; the others are given
  /// @param maskId the id that stands for a masked position
  public static Canvas of(int[] ids, boolean[] masked, int maskId) {
    if (ids.length != masked.length || ids.length == 0) {
      throw new IllegalArgumentException("canvas of unequal or no length");
    }
    int[] start = ids.clone();
    byte[] roles = new byte[ids.length];
    for (int i = 0; i < ids.length; i++) {
      roles[i] = (masked[i] ? Role.MASKED : Role.GIVEN).code();
      if (masked[i]) {
        start[i] = maskId;
      }
    }
    return new Canvas(start, roles, maskId, ids[0]);
  }

  /// Number of positions.
  public int length() {
    return ids.length;
  }

  /// The id at a position.
  public int id(int position) {
    return ids[position];
  }

  /// A copy of all ids.
  public int[] ids() {
    return ids.clone();
  }

  /// A copy of the codes of all roles.
  public byte[] roles() {
    return roles.clone();
  }

  /// The role of a position.
  public Role role(int position) {
    return Role.of(roles[position]);
  }

  /// Whether a position is still to be written.
  public boolean masked(int position) {
    return roles[position] == Role.MASKED.code();
  }

  /// The id that stands for a masked position.
  public int maskId() {
    return maskId;
  }

  /// What position 0 becomes if it is masked on a network that does not predict it: the id that the
  /// caller gave there (DiffuLLaMA, `generate_samples`: `x0 = [x[0], candidates]`).
  public int firstToken() {
    return firstToken;
  }

  /// The masked positions, ascending.
  public int[] maskedPositions() {
    return positions(new Span(0, ids.length), r -> r == Role.MASKED.code());
  }

  /// The masked positions of a span, ascending.
  public int[] maskedPositions(Span span) {
    return positions(span, r -> r == Role.MASKED.code());
  }

  /// The positions of a span that the user did not give, ascending.
  public int[] writablePositions(Span span) {
    return positions(span, r -> r != Role.GIVEN.code());
  }

  /// The positions that the user did not give, ascending.
  public int[] writablePositions() {
    return positions(new Span(0, ids.length), r -> r != Role.GIVEN.code());
  }

  private int[] positions(Span span, IntPredicate wanted) {
    int to = Math.min(span.to(), ids.length);
    int n = 0;
    for (int i = Math.max(0, span.from()); i < to; i++) {
      n += wanted.test(roles[i]) ? 1 : 0;
    }
    int[] out = new int[n];
    n = 0;
    for (int i = Math.max(0, span.from()); i < to; i++) {
      if (wanted.test(roles[i])) {
        out[n++] = i;
      }
    }
    return out;
  }

  /// The canvas after some masked positions were written.
  ///
  /// @param positions masked positions
  /// @param tokens `[length]` the token for each position of the canvas
  /// @throws IllegalArgumentException if a position is not masked
  public Canvas reveal(int[] positions, int[] tokens) {
    int[] nextIds = ids.clone();
    byte[] nextRoles = roles.clone();
    for (int p : positions) {
      if (!masked(p)) {
        throw new IllegalArgumentException("position " + p + " is not masked");
      }
      nextIds[p] = tokens[p];
      nextRoles[p] = Role.REVEALED.code();
    }
    return new Canvas(nextIds, nextRoles, maskId, firstToken);
  }

  /// The canvas after some revealed positions were masked again.
  ///
  /// @throws IllegalArgumentException if a position is not revealed
  public Canvas remask(int... positions) {
    int[] nextIds = ids.clone();
    byte[] nextRoles = roles.clone();
    for (int p : positions) {
      if (roles[p] != Role.REVEALED.code()) {
        throw new IllegalArgumentException("position " + p + " is not revealed");
      }
      nextIds[p] = maskId;
      nextRoles[p] = Role.MASKED.code();
    }
    return new Canvas(nextIds, nextRoles, maskId, firstToken);
  }

  /// The canvas after some revealed positions were written anew.
  ///
  /// @param tokens `[length]` the token for each position of the canvas
  /// @throws IllegalArgumentException if a position is not revealed
  public Canvas rewrite(int[] positions, int[] tokens) {
    int[] nextIds = ids.clone();
    for (int p : positions) {
      if (roles[p] != Role.REVEALED.code()) {
        throw new IllegalArgumentException("position " + p + " is not revealed");
      }
      nextIds[p] = tokens[p];
    }
    return new Canvas(nextIds, roles, maskId, firstToken);
  }

  /// The canvas with other tokens where it is masked: for models whose noise is random tokens.
  ///
  /// @param tokens `[length]`
  public Canvas noised(int[] tokens) {
    int[] nextIds = ids.clone();
    for (int p : maskedPositions()) {
      nextIds[p] = tokens[p];
    }
    return new Canvas(nextIds, roles, maskId, firstToken);
  }

  /// Positions whose token or role differs, ascending.
  int[] changedSince(Canvas before) {
    int[] out = new int[ids.length];
    int n = 0;
    for (int i = 0; i < ids.length; i++) {
      if (ids[i] != before.ids[i] || roles[i] != before.roles[i]) {
        out[n++] = i;
      }
    }
    return Arrays.copyOf(out, n);
  }

  /// Whether both hold the same tokens in the same roles.
  boolean same(Canvas other) {
    return Arrays.equals(ids, other.ids) && Arrays.equals(roles, other.roles);
  }
}
