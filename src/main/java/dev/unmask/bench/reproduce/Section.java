package dev.unmask.bench.reproduce;

/// A claim, what is printed of it, and what is measured here.
@FunctionalInterface
interface Section {
  /// Measures, and writes it.
  void write(Page page, Measuring measuring);
}
