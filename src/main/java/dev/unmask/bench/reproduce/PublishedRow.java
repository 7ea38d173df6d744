package dev.unmask.bench.reproduce;

/// A row of a published table, beside which ours stands.
///
/// @param name what was varied, in the words of the paper
/// @param ours name that the folders of our models begin with, without the number of a seed
/// @param loss as printed
/// @param accuracy as printed, in percent
record PublishedRow(String name, String ours, String loss, String accuracy) {}
