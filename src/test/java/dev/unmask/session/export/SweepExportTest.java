package dev.unmask.session.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.job.FakeModel;
import dev.unmask.job.RunEnd;
import dev.unmask.job.sweep.Axis;
import dev.unmask.job.sweep.Contestant;
import dev.unmask.job.sweep.FewShot;
import dev.unmask.job.sweep.PointScore;
import dev.unmask.job.sweep.SweepRow;
import dev.unmask.job.sweep.SweepRows;
import dev.unmask.job.sweep.SweepSpec;
import dev.unmask.job.sweep.SweepTask;
import dev.unmask.problem.Problem;
import dev.unmask.session.StoredSweeps;
import dev.unmask.session.figure.Drawing;
import dev.unmask.session.figure.Inks;
import dev.unmask.session.figure.Pdf;
import dev.unmask.session.figure.Png;
import dev.unmask.session.figure.Svg;
import dev.unmask.session.figure.SweepFigure;
import dev.unmask.text.InfillTokens;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SweepExportTest {
  @TempDir Path folder;

  private static final SweepExport SWEEP = sweep();

  private static SweepExport sweep() {
    SweepSpec spec =
        new SweepSpec(
            new SweepTask("word-problems", "", 2, 1, 30, 3, false),
            List.of(new Contestant("models/a:b", false)),
            List.of(Axis.parse("steps", "1,16"), Axis.parse("sampler", "topk,random-keep")),
            Map.of("temperature", "0.5"),
            1,
            7);
    List<SweepRow> rows = new ArrayList<>();
    for (int point = 0; point < 4; point++) {
      for (int item = 0; item < 2; item++) {
        rows.add(
            new SweepRow(
                point,
                0,
                item,
                false,
                item < point,
                "a, \"b\"\nc",
                "",
                Map.of("chain", 0.5),
                3,
                4_000_000));
      }
    }
    return new SweepExport(
        new StoredSweeps.Summary(
            1,
            spec,
            "test",
            Instant.parse("2026-01-02T03:04:05.678Z"),
            Optional.of(RunEnd.Outcome.FINISHED)),
        List.of(new FakeModel().loaded().card()),
        List.of(
            new StoredSweeps.StoredItem(0, "w/0", "q <0>?", "t0"),
            new StoredSweeps.StoredItem(1, "w/1", "q1?", "t1")),
        rows,
        Map.of(new SweepRow.Key(1, 0, 1), 7L));
  }

  @Test
  void csvHasOneLineForEachPoint() {
    List<String> lines = SWEEP.csv().lines().toList();
    assertEquals(
        "model,steps,sampler,items,skipped,share,low,high,evaluations,milliseconds,chain",
        lines.getFirst());
    assertEquals(5, lines.size());
    assertTrue(lines.get(2).startsWith("a:b,1,random-keep,2,0,0.5,"), lines.get(2));
  }

  @Test
  void jsonLinesHoldTheWholeRow() {
    List<String> lines = SWEEP.jsonLines().lines().toList();
    assertEquals(8, lines.size());
    JsonNode first = JsonMapper.shared().readTree(lines.getFirst());
    assertEquals("q <0>?", first.get("question").stringValue());
    assertEquals("a, \"b\"\nc", first.get("written").stringValue());
    assertEquals(SWEEP.spec().itemSeed(0, 0), first.get("seed").longValue());
    assertFalse(first.has("run"), "its steps were not kept");
    assertEquals(1, lines.stream().filter(l -> l.contains("\"run\":7")).count());
    JsonNode sample =
        JsonMapper.shared().readTree(SWEEP.samples(0).lines().findFirst().orElseThrow());
    assertEquals("w/0", sample.get("task_id").stringValue());
    assertEquals("a, \"b\"\nc", sample.get("completion").stringValue());
  }

  @Test
  void solvedItemsThatWereShownAreSaid() {
    SweepTask task = new SweepTask("gsm8k", "a.jsonl", 2, 1, 30, 3, false, new FewShot(4, ""));
    SweepSpec old = SWEEP.spec();
    StoredSweeps.Summary was = SWEEP.summary();
    SweepSpec spec =
        new SweepSpec(task, old.models(), old.axes(), old.fixed(), old.seeds(), old.seed());
    SweepExport shown =
        new SweepExport(
            new StoredSweeps.Summary(
                was.sweep(), spec, was.program(), was.started(), was.outcome()),
            SWEEP.cards(),
            SWEEP.items(),
            SWEEP.rows(),
            SWEEP.kept());
    String results =
        new LmEval(shown)
            .files().entrySet().stream()
                .filter(e -> e.getKey().toString().contains("results_"))
                .findFirst()
                .orElseThrow()
                .getValue();
    JsonNode top = JsonMapper.shared().readTree(results);
    assertEquals(4, top.get("n-shot").get("gsm8k").intValue());
    assertEquals(4, top.at("/configs/gsm8k/num_fewshot").intValue());
    assertTrue(shown.jsonLines().contains("\"shots\":4"));
  }

  /// The same rows, of a task of which something else counts than right or wrong.
  private static SweepExport of(SweepTask task, Map<String, Double> scores) {
    SweepSpec old = SWEEP.spec();
    StoredSweeps.Summary was = SWEEP.summary();
    SweepSpec spec =
        new SweepSpec(task, old.models(), old.axes(), old.fixed(), old.seeds(), old.seed());
    return new SweepExport(
        new StoredSweeps.Summary(was.sweep(), spec, was.program(), was.started(), was.outcome()),
        SWEEP.cards(),
        SWEEP.items(),
        SweepRows.scored(SWEEP.rows(), scores),
        Map.of());
  }

  @Test
  void textsThatAreNotRightOrWrongAreExportedByWhatCounts() {
    SweepExport told =
        of(new SweepTask("rocstories", "a.csv", 2, 1, 30, 3, false), Map.of("rougeL", 0.25));
    List<String> csv = told.csv().lines().toList();
    assertTrue(csv.getFirst().endsWith("items,skipped,rougeL,low,high,evaluations,milliseconds"));
    assertTrue(csv.get(1).contains(",0.25,0.25,0.25,"), csv.get(1));
    assertFalse(told.jsonLines().contains("\"right\""));
    String results = new LmEval(told).files().values().iterator().next();
    JsonNode top = JsonMapper.shared().readTree(results);
    assertEquals(0.25, top.at("/results/rocstories/rougeL,none").doubleValue());
    assertTrue(top.at("/results/rocstories/exact_match,none").isMissingNode());
    String svg = Svg.of(new SweepFigure(told.spec(), told.scores(), 500, 300, Inks.PRINT).draw());
    assertTrue(svg.contains("mean ROUGE-L") && !svg.contains("solved"), svg);
  }

  @Test
  void theAxisOfALikelihoodReachesAsFarAsItsPoints() {
    SweepExport bound =
        of(new SweepTask("answers", "", 2, 1, 30, 3, false), Map.of("nats", 24.4, "tokens", 20.0));
    SweepFigure figure = new SweepFigure(bound.spec(), bound.scores(), 500, 300, Inks.PRINT);
    String svg = Svg.of(figure.draw());
    assertTrue(svg.contains("nats a token, fewer are better"), svg);
    assertTrue(svg.contains(">1.22<"), svg);
    figure.spots().forEach(s -> assertTrue(s.y() > 0 && s.y() < 300, s::toString));
    JsonNode top =
        JsonMapper.shared().readTree(new LmEval(bound).files().values().iterator().next());
    assertFalse(top.at("/higher_is_better/answers/nats_per_token").booleanValue());
  }

  /// Two controls that differ in nothing else do not overwrite each other.
  @Test
  void bothOrdersOfAGapHaveNamesOfTheirOwn() {
    SweepSpec spec =
        new SweepSpec(
            SWEEP.spec().task(),
            List.of(
                Contestant.filling("m", InfillTokens.Order.PSM),
                Contestant.filling("m", InfillTokens.Order.SPM)),
            List.of(),
            Map.of(),
            1,
            7);
    StoredSweeps.Summary was = SWEEP.summary();
    SweepExport both =
        new SweepExport(
            new StoredSweeps.Summary(1, spec, was.program(), was.started(), was.outcome()),
            List.of(SWEEP.cards().getFirst(), SWEEP.cards().getFirst()),
            SWEEP.items(),
            SWEEP.rows().stream().filter(r -> r.point() < 2).toList(),
            Map.of());
    assertEquals(4, new LmEval(both).files().size());
    assertEquals(
        List.of("m", "m (SPM)"),
        both.csv().lines().skip(1).map(l -> l.substring(0, l.indexOf(','))).toList());
  }

  @Test
  void ofTextsFromNothingNoShareIsShown() {
    SweepExport free =
        of(new SweepTask("unconditional", "", 2, 1, 30, 3, false), Map.of("revisions", 1.0));
    assertFalse(free.csv().lines().findFirst().orElseThrow().contains("share"));
    SweepFigure figure = new SweepFigure(free.spec(), free.scores(), 500, 300, Inks.DARK);
    assertTrue(Svg.of(figure.draw()).contains("nothing is right or wrong"));
    assertEquals(List.of(), figure.spots());
    assertFalse(new LmEval(free).files().values().iterator().next().contains("exact_match,none"));
  }

  /// The names and keys that tools made for lm-eval look for.
  @Test
  void lmEvalFindsItsFilesAndKeys() throws Exception {
    new LmEval(SWEEP).write(folder);
    Path point = folder.resolve("a__b,steps=16,sampler=random-keep");
    Path results = point.resolve("results_2026-01-02T03-04-05.678000.json");
    JsonNode top = JsonMapper.shared().readTree(Files.readString(results));
    for (String key :
        ("results configs versions n-shot higher_is_better n-samples config git_hash date"
                + " pretty_env_info transformers_version lm_eval_version upper_git_hash"
                + " max_length model_source model_name model_name_sanitized system_instruction"
                + " chat_template task_hashes total_evaluation_time_seconds group_subtasks")
            .split(" ", -1)) {
      assertTrue(top.has(key), key);
    }
    assertEquals(0, top.get("n-shot").get("word_problems").intValue());
    JsonNode scores = top.get("results").get("word_problems");
    assertEquals(1.0, scores.get("exact_match,none").doubleValue());
    assertEquals(0.0, scores.get("exact_match_stderr,none").doubleValue());
    assertEquals(0.5, scores.get("chain,none").doubleValue());
    assertEquals(2, top.get("n-samples").get("word_problems").get("effective").intValue());
    assertEquals(7, top.get("config").get("torch_seed").intValue());
    assertEquals("0.5", top.get("config").get("gen_kwargs").get("temperature").stringValue());
    List<String> samples =
        Files.readAllLines(point.resolve("samples_word_problems_2026-01-02T03-04-05.678000.jsonl"));
    assertEquals(2, samples.size());
    JsonNode sample = JsonMapper.shared().readTree(samples.getFirst());
    for (String key :
        "doc_id doc target arguments resps filtered_resps filter metrics doc_hash prompt_hash target_hash"
            .split(" ", -1)) {
      assertTrue(sample.has(key), key);
    }
    assertEquals("a, \"b\"\nc", sample.get("resps").get(0).get(0).stringValue());
    assertEquals(1.0, sample.get("exact_match").doubleValue());
    assertEquals("a__b", LmEval.sanitised("a<>:b"));
  }

  private static SweepFigure figure() {
    return new SweepFigure(SWEEP.spec(), SWEEP.scores(), 500, 300, Inks.PRINT);
  }

  @Test
  void theFigureHasALineForEachSamplerAndASpotForEachPoint() throws Exception {
    SweepFigure figure = figure();
    Drawing drawing = figure.draw();
    assertEquals(2, figure.curves().size());
    assertEquals(
        List.of(0, 2, 1, 3), figure.spots().stream().map(SweepFigure.Spot::point).toList());
    assertTrue(figure.spots().get(0).y() > figure.spots().get(1).y(), "more is higher");
    assertTrue(figure.spots().get(0).x() < figure.spots().get(1).x());
    var xml =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(Svg.of(drawing).getBytes(StandardCharsets.UTF_8)));
    assertEquals("svg", xml.getDocumentElement().getTagName());
    assertTrue(xml.getElementsByTagName("polygon").getLength() >= 3);
    assertNotNull(ImageIO.read(new ByteArrayInputStream(Png.of(drawing, 1))));
  }

  /// Every object of the PDF begins where its table says.
  @Test
  void thePdfIsWellFormed() {
    String pdf = new String(Pdf.of(figure().draw()), StandardCharsets.ISO_8859_1);
    assertTrue(pdf.startsWith("%PDF-1.4\n"));
    int table =
        Integer.parseInt(pdf.substring(pdf.indexOf("startxref\n") + 10, pdf.indexOf("\n%%EOF")));
    assertTrue(pdf.startsWith("xref\n0 6\n", table));
    Matcher entry = Pattern.compile("(\\d{10}) 00000 n \n").matcher(pdf.substring(table));
    int number = 1;
    while (entry.find()) {
      int at = Integer.parseInt(entry.group(1));
      assertTrue(pdf.startsWith(number + " 0 obj\n", at), "object " + number);
      number++;
    }
    assertEquals(6, number);
    int stream = pdf.indexOf("stream\n") + 7;
    Matcher length = Pattern.compile("/Length (\\d+)").matcher(pdf);
    assertTrue(length.find());
    assertTrue(pdf.startsWith("\nendstream", stream + Integer.parseInt(length.group(1))));
    assertTrue(pdf.contains("(topk-confidence  \\(2 items\\))"));
  }

  @Test
  void aFigureWithoutRowsIsEmptyNotBroken() {
    SweepFigure figure =
        new SweepFigure(
            SWEEP.spec(), PointScore.of(SWEEP.spec().points(), List.of()), 500, 300, Inks.DARK);
    assertFalse(figure.draw().shapes().isEmpty());
    assertEquals(List.of(), figure.spots());
  }

  @Test
  void whatCannotBeWrittenIsSaidInWords() throws Exception {
    Path file = folder.resolve("file");
    Files.writeString(file, "x");
    assertThrows(Problem.class, () -> new ExportFile(file.resolve("below")).write("y"));
    new ExportFile(folder.resolve("new/deep/file.txt")).write("y");
    assertEquals("y", Files.readString(folder.resolve("new/deep/file.txt")));
  }
}
