package dev.unmask.job;

import dev.unmask.diffusion.Role;
import java.util.ArrayList;
import java.util.List;

/// A canvas that grows from left to right.
final class CanvasRow {
  private final int maskId;
  private final int first;
  private final List<Integer> ids = new ArrayList<>();
  private final List<Integer> roles = new ArrayList<>();

  /// @param first what is written at position 0 if it is masked and the network cannot predict it
  CanvasRow(int maskId, int first) {
    this.maskId = maskId;
    this.first = first;
  }

  void given(int... more) {
    for (int id : more) {
      ids.add(id);
      roles.add((int) Role.GIVEN.code());
    }
  }

  void masks(int count) {
    for (int i = 0; i < count; i++) {
      ids.add(ids.isEmpty() ? first : maskId);
      roles.add((int) Role.MASKED.code());
    }
  }

  int length() {
    return ids.size();
  }

  StartCanvas canvas() {
    return new StartCanvas(
        ids.stream().mapToInt(Integer::intValue).toArray(),
        roles.stream().mapToInt(Integer::intValue).toArray());
  }
}
