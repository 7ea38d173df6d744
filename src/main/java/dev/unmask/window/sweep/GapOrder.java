package dev.unmask.window.sweep;

import dev.unmask.text.InfillTokens;
import java.util.List;

/// What a model that writes left to right is given first of a text with a gap.
public enum GapOrder {
  PREFIX("prefix first (PSM)"),
  SUFFIX("suffix first (SPM)"),
  /// One after the other, as two controls.
  BOTH("both, as two controls");

  private final String words;

  GapOrder(String words) {
    this.words = words;
  }

  /// The one that gives a gap in exactly these orders; the usual one if none does.
  static GapOrder of(List<InfillTokens.Order> orders) {
    for (GapOrder order : values()) {
      if (order.orders().size() == orders.size() && order.orders().containsAll(orders)) {
        return order;
      }
    }
    return PREFIX;
  }

  /// As it is chosen.
  String words() {
    return words;
  }

  List<InfillTokens.Order> orders() {
    return switch (this) {
      case PREFIX -> List.of(InfillTokens.Order.PSM);
      case SUFFIX -> List.of(InfillTokens.Order.SPM);
      case BOTH -> List.of(InfillTokens.Order.PSM, InfillTokens.Order.SPM);
    };
  }
}
