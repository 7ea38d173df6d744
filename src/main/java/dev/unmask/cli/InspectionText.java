package dev.unmask.cli;

import dev.unmask.job.AdapterFacts;
import dev.unmask.job.Inspection;
import dev.unmask.job.MemoryEstimate;
import dev.unmask.problem.Problem;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Prints what a model is, for people.
final class InspectionText {
  private static final int CARD = 4_000;

  private final PrintWriter out;

  InspectionText(PrintWriter out) {
    this.out = out;
  }

  /// @param adapter what one does to it, if that was asked for
  /// @param digests SHA-256 by file name; empty if they were not asked for
  /// @param listed tensors, if they were asked for
  void print(
      Inspection found,
      Optional<AdapterFacts> adapter,
      Map<String, String> digests,
      Optional<List<Inspection.TensorRow>> listed) {
    line("model", found.name());
    found.refusals().forEach(p -> problem("refused", p));
    found.notices().forEach(p -> problem("notice", p));
    found.summary().ifPresent(this::files);
    found.shape().ifPresent(this::shape);
    found
        .types()
        .forEach(
            t ->
                line(
                    "stored as " + t.type(),
                    String.format(
                        Locale.ROOT,
                        "%d %s, %,d numbers, %s",
                        t.tensors(),
                        t.tensors() == 1 ? "tensor" : "tensors",
                        t.elements(),
                        MemoryEstimate.words(t.bytes()))));
    found.special().forEach(s -> line(s.role(), s.id() + "  " + quoted(s.text())));
    found.memory().forEach((dtype, need) -> line("needs in " + dtype, need.inWords()));
    found.generation().forEach((key, value) -> line("generation", key + " = " + value));
    adapter.ifPresent(a -> line("adapter", a.inWords()));
    found.summary().ifPresent(s -> line("fingerprint", s.fingerprint()));
    digests.forEach((file, digest) -> line("sha-256", digest + "  " + file));
    listed.ifPresent(rows -> tensors(rows, found.tensors().size()));
    found.summary().filter(s -> !s.card().isEmpty()).ifPresent(this::card);
  }

  private void tensors(List<Inspection.TensorRow> rows, int all) {
    out.println();
    out.printf("%d of %d tensors%n", rows.size(), all);
    for (Inspection.TensorRow t : rows) {
      out.printf("  %-60s %-5s %s%n", t.name(), t.type(), t.shape());
    }
  }

  private void files(Inspection.Summary s) {
    line(
        "architecture",
        s.architectures().isEmpty()
            ? s.modelType()
            : String.join(", ", s.architectures()) + " (" + s.modelType() + ")");
    line("parameters", String.format(Locale.ROOT, "%,d", s.parameters()));
    line("files", s.files() + " " + s.format() + ", " + MemoryEstimate.words(s.bytes()));
    line("licence", s.licence().isEmpty() ? "not named" : s.licence());
    if (!s.tags().isEmpty()) {
      line("tags", String.join(", ", s.tags()));
    }
    if (s.remoteCode()) {
      line("python code", "named by config.json (auto_map); Unmask never runs it");
    }
  }

  private void shape(Inspection.NetworkShape n) {
    line("family", n.family() + ", " + n.reads());
    line(
        "shape",
        String.format(
            Locale.ROOT,
            "%d layers, width %,d, %d key-value heads of width %d",
            n.layers(),
            n.width(),
            n.heads(),
            n.headWidth()));
    line("vocabulary", String.format(Locale.ROOT, "%,d", n.vocabulary()));
    line("longest canvas", String.format(Locale.ROOT, "%,d", n.positions()));
  }

  private void card(Inspection.Summary s) {
    out.println();
    out.println(s.card().length() > CARD ? s.card().substring(0, CARD) + "\u2026" : s.card());
  }

  private void problem(String name, Problem p) {
    line(name, p.inOneLine());
  }

  private void line(String name, String value) {
    out.printf("%-16s %s%n", name, value);
  }

  /// A text on one line, whatever is in it.
  private static String quoted(String text) {
    return text.isEmpty() ? "(no text)" : text.replaceAll("\\p{C}", "\uFFFD");
  }
}
