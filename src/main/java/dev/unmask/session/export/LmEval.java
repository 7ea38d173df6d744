package dev.unmask.session.export;

import dev.unmask.job.ModelCard;
import dev.unmask.job.sweep.Point;
import dev.unmask.job.sweep.PointScore;
import dev.unmask.job.sweep.SweepRow;
import dev.unmask.job.sweep.SweepSpec;
import dev.unmask.job.sweep.SweepTask;
import dev.unmask.measure.Estimate;
import dev.unmask.session.StoredSweeps;
import dev.unmask.task.file.Yardstick;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A sweep in the folders of lm-evaluation-harness: for each point a folder of its own, with
/// `results_<time>.json` and `samples_<task>_<time>.jsonl`.
///
/// @see "lm-evaluation-harness, loggers/evaluation_tracker.py"
public final class LmEval {
  private static final JsonMapper MAPPER = JsonMapper.shared();
  private static final String FILTER = "none";

  private final SweepExport sweep;
  private final Yardstick by;
  private final String task;
  private final String time;

  public LmEval(SweepExport sweep) {
    this.sweep = sweep;
    this.by = sweep.spec().task().yardstick();
    this.task = sweep.spec().task().name().replace('-', '_');
    this.time =
        DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH-mm-ss.SSSSSS")
            .withZone(ZoneOffset.UTC)
            .format(sweep.summary().started());
  }

  /// The files by their place below the output folder.
  public Map<Path, String> files() {
    Map<Path, String> files = new LinkedHashMap<>();
    for (PointScore score : sweep.scores()) {
      if (score.tried() > 0) {
        String name = name(score.point());
        Path folder = Path.of(sanitised(name));
        files.put(folder.resolve("results_" + time + ".json"), results(score, name));
        files.put(
            folder.resolve("samples_" + task + "_" + time + ".jsonl"), samples(score.point()));
      }
    }
    return files;
  }

  /// Writes them.
  ///
  /// @throws dev.unmask.problem.Problem WRITE if the folder cannot be written
  public void write(Path folder) {
    files().forEach((path, text) -> new ExportFile(folder.resolve(path)).write(text));
  }

  private String name(Point point) {
    String model = sweep.spec().models().get(point.model()).title();
    return point.knobs().isEmpty()
        ? model
        : model
            + ","
            + point.knobs().entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue())
                .collect(Collectors.joining(","));
  }

  static String sanitised(String name) {
    return name.replaceAll("[\"<>:/|\\\\?*\\[\\]]+", "__");
  }

  private String results(PointScore score, String name) {
    SweepSpec spec = sweep.spec();
    ModelCard card = sweep.cards().get(score.point().model());
    ObjectNode top = MAPPER.createObjectNode();
    ObjectNode metrics = top.putObject("results").putObject(task);
    metrics.put("alias", task);
    String main = metric();
    if (by != Yardstick.NOTHING) {
      metrics.put(main + "," + FILTER, score.share());
      double error = error(score);
      if (Double.isNaN(error)) {
        metrics.put(main + "_stderr," + FILTER, "N/A");
      } else {
        metrics.put(main + "_stderr," + FILTER, error);
      }
    }
    score.means().forEach((key, mean) -> metrics.put(key + "," + FILTER, mean));
    top.putObject("group_subtasks").putArray(task);
    ObjectNode config = top.putObject("configs").putObject(task);
    config.put("task", task);
    config.put("output_type", outputType());
    config.put("dataset_path", spec.task().file());
    config.put("num_fewshot", spec.task().shown());
    ObjectNode metadata = config.putObject("metadata");
    metadata.put("version", 1.0);
    metadata.put("as_published", spec.task().asPublished());
    top.putObject("versions").put(task, 1.0);
    top.putObject("n-shot").put(task, spec.task().shown());
    top.putObject("higher_is_better").putObject(task).put(main, by != Yardstick.NATS);
    ObjectNode counts = top.putObject("n-samples").putObject(task);
    counts.put("original", sweep.items().size());
    counts.put("effective", score.items());
    ObjectNode how = top.putObject("config");
    how.put("model", "unmask");
    how.put("model_args", "pretrained=" + card.path() + ",dtype=" + card.dtype());
    how.put("model_num_parameters", card.parameters());
    how.put("model_dtype", card.dtype());
    how.put("model_sha", card.fingerprint());
    how.put("batch_size", "auto");
    how.put("device", card.device());
    how.put("limit", (double) spec.task().items());
    how.put("bootstrap_iters", 0);
    ObjectNode knobs = how.putObject("gen_kwargs");
    spec.fixed().forEach(knobs::put);
    score.point().knobs().forEach(knobs::put);
    for (String seed : new String[] {"random", "numpy", "torch", "fewshot"}) {
      how.put(seed + "_seed", spec.seed());
    }
    top.putNull("git_hash");
    top.put("date", sweep.summary().started().toEpochMilli() / 1000.0);
    top.put("pretty_env_info", "Unmask " + sweep.summary().program());
    top.putNull("transformers_version");
    top.putNull("lm_eval_version");
    top.putNull("upper_git_hash");
    top.putNull("chat_template");
    top.putNull("chat_template_sha");
    top.putNull("system_instruction");
    top.putNull("system_instruction_sha");
    top.put("fewshot_as_multiturn", false);
    top.put("max_length", card.maxLength());
    top.putNull("eot_token_id");
    top.put("model_source", "unmask");
    top.put("model_name", name);
    top.put("model_name_sanitized", sanitised(name));
    top.putObject("task_hashes").put(task, hash(sweep.items().toString()));
    top.put("total_evaluation_time_seconds", String.valueOf(score.millis() * score.tried() / 1e3));
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(top);
  }

  /// The name that lm-eval's own tasks give to a share of right answers; of what else counts its
  /// own.
  private String metric() {
    if (by == Yardstick.ROUGE || by == Yardstick.NATS) {
      return by.key();
    }
    return outputType().equals("multiple_choice") ? "acc" : "exact_match";
  }

  private String outputType() {
    return switch (sweep.spec().task().name()) {
      case "piqa", "siqa", "winogrande", "hellaswag" -> "multiple_choice";
      case "wikitext", "text" -> "loglikelihood_rolling";
      case SweepTask.ANSWERS -> "loglikelihood";
      default -> "generate_until";
    };
  }

  private double error(PointScore score) {
    if (!by.allOrNothing()) {
      double[] values =
          sweep.rows().stream()
              .filter(r -> r.point() == score.point().number() && !r.skipped())
              .mapToDouble(r -> by.value(r.right(), r.scores()))
              .filter(x -> !Double.isNaN(x))
              .toArray();
      return Estimate.of(values).standardError();
    }
    return Math.sqrt(score.share() * (1 - score.share()) / Math.max(1, score.items() - 1));
  }

  private String samples(Point point) {
    List<String> lines = new ArrayList<>();
    for (SweepRow row : sweep.rows()) {
      if (row.point() == point.number() && !row.skipped()) {
        lines.add(sample(row));
      }
    }
    return String.join("\n", lines) + "\n";
  }

  private String sample(SweepRow row) {
    StoredSweeps.StoredItem item = sweep.items().get(row.item());
    ObjectNode node = MAPPER.createObjectNode();
    node.put("doc_id", row.item());
    ObjectNode doc = node.putObject("doc");
    doc.put("id", item.id());
    doc.put("question", item.asked());
    doc.put("answer", item.target());
    node.put("target", item.target());
    ObjectNode arguments = node.putObject("arguments").putObject("gen_args_0");
    arguments.put("arg_0", item.asked());
    ObjectNode knobs = arguments.putObject("arg_1");
    knobs.put("seed", sweep.spec().itemSeed(row.repeat(), row.item()));
    node.putArray("resps").addArray().add(row.written());
    node.putArray("filtered_resps").add(row.written());
    node.put("filter", FILTER);
    node.putArray("metrics").add(metric());
    node.put("doc_hash", hash(item.id() + item.asked() + item.target()));
    node.put("prompt_hash", hash(item.asked()));
    node.put("target_hash", hash(item.target()));
    row.scores().forEach(node::put);
    if (by != Yardstick.NOTHING) {
      node.put(metric(), by.value(row.right(), row.scores()));
    }
    return MAPPER.writeValueAsString(node);
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
