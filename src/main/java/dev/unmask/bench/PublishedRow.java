package dev.unmask.bench;

import java.util.List;

/// A row of a published table, beside which ours stands.
///
/// @param name what was varied, in the words of the paper
/// @param numbers as printed
/// @param ours name of the folder or sampler that stands for it here; empty if there is none
record PublishedRow(String name, List<String> numbers, String ours) {
  PublishedRow(String name, String ours, String... numbers) {
    this(name, List.of(numbers), ours);
  }
}
