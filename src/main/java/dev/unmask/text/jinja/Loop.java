package dev.unmask.text.jinja;

import java.util.List;
import java.util.Optional;

/// The variable `loop` inside a loop.
final class Loop implements Callable {
  private final List<?> items;
  private final int depth;
  private final Optional<Callable> again;
  private int index;
  private Object last = new Undefined("changed");

  /// @param depth how many recursive loops are around it
  /// @param again renders the same loop over other items, where it is recursive
  Loop(List<?> items, int depth, Optional<Callable> again) {
    this.items = items;
    this.depth = depth;
    this.again = again;
  }

  void at(int place) {
    index = place;
  }

  Object attribute(String name) {
    return switch (name) {
      case "index" -> index + 1L;
      case "index0" -> (long) index;
      case "revindex" -> (long) items.size() - index;
      case "revindex0" -> items.size() - index - 1L;
      case "first" -> index == 0;
      case "last" -> index == items.size() - 1;
      case "length" -> (long) items.size();
      case "depth" -> depth + 1L;
      case "depth0" -> (long) depth;
      case "previtem" -> index == 0 ? new Undefined("previtem") : items.get(index - 1);
      case "nextitem" ->
          index == items.size() - 1 ? new Undefined("nextitem") : items.get(index + 1);
      case "cycle" ->
          (Callable)
              (budget, arguments) -> {
                List<Object> values = arguments.positional();
                if (values.isEmpty()) {
                  throw new TemplateFault("cycle needs values");
                }
                return values.get(index % values.size());
              };
      case "changed" ->
          (Callable)
              (budget, arguments) -> {
                Object now = new Tuple(arguments.positional());
                boolean changed = last instanceof Undefined || !Values.equal(budget, now, last);
                last = now;
                return changed;
              };
      default -> new Undefined("loop." + name);
    };
  }

  @Override
  public Object call(Budget budget, Arguments arguments) {
    return again
        .orElseThrow(() -> new TemplateFault("the loop is not recursive"))
        .call(budget, arguments);
  }
}
