package dev.unmask.task.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Each published format, on small files of our own.
class FileTaskTest {
  @TempDir Path folder;

  private List<Item> read(String task, String name, String text, boolean asPublished)
      throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, text);
    return FileTask.named(task).read(file, 100, asPublished);
  }

  private Item.Writing writing(String task, String name, String text, boolean asPublished)
      throws IOException {
    return assertInstanceOf(Item.Writing.class, read(task, name, text, asPublished).getFirst());
  }

  private Item.Choice choice(String task, String name, String text, boolean asPublished)
      throws IOException {
    return assertInstanceOf(Item.Choice.class, read(task, name, text, asPublished).getFirst());
  }

  private static final String GSM =
      """
      {"question": "Ann sold 1,048 and half.", "answer": "48/2 = <<48/2=24>>24.\\n<<24*50=1200>>\\n#### 1,200"}
      """;

  @Test
  void gsm8kIsRightByTheNumberBehindTheMarks() throws IOException {
    Item.Writing item = writing("gsm8k", "a.jsonl", GSM, false);
    assertEquals("Ann sold 1,048 and half.", item.prompt());
    assertEquals(Room.rest(), item.room());
    assertTrue(item.judge().judge("words #### 1200").right());
    assertTrue(item.judge().judge("#### $1,200.00").right());
    assertFalse(item.judge().judge("1200").right());
    assertFalse(item.judge().judge("#### 1200 #### 7").right());
    Item.Writing published = writing("gsm8k", "a.jsonl", GSM, true);
    assertTrue(published.judge().judge("#### 1,200 ").right());
    assertFalse(published.judge().judge("#### $1200").right(), "a text is compared with a text");
  }

  @Test
  void theChainOfGsm8kIsDerivedFromItsMarks() throws IOException {
    Item.Writing item = writing("gsm8k-chain", "a.jsonl", GSM, false);
    assertEquals("<<48/2=24>> <<24*50=1200>> #### 1200", item.target());
    Judgement good = item.judge().judge(item.target());
    assertTrue(good.right());
    assertEquals(1.0, good.scores().get("chain"));
    Judgement lucky = item.judge().judge("<<1+1=3>> #### 1200");
    assertTrue(lucky.right());
    assertEquals(0.0, lucky.scores().get("chain"));
  }

  @Test
  void arithmeticOfDecimalsBracketsAndHundredths() {
    assertTrue(Arithmetic.equal("(2+3)*4-1", "19"));
    assertTrue(Arithmetic.equal("80000*150%", "120000"));
    assertTrue(Arithmetic.equal("12/60", ".2"));
    assertTrue(Arithmetic.equal("10/3", "3.33333"));
    assertFalse(Arithmetic.equal("10/3", "3.3"));
    assertFalse(Arithmetic.equal("1/0", "1"));
    assertFalse(Arithmetic.equal("2+", "2"));
    assertFalse(Arithmetic.equal("(2", "2"));
  }

  @Test
  void countdownTakesAnyChainThatHolds() throws IOException {
    String line = "{\"input\": \"15,44,79,50\", \"output\": \"44-15=29,79-29=50\"}\n";
    Judge judge = writing("countdown", "cd3.jsonl", line, false).judge();
    assertTrue(judge.judge("44-15=29,79-29=50").right());
    assertTrue(judge.judge("79-44=35,35+15=50").right());
    assertEquals("an equation is wrong", judge("2,3,4,10", "2+3=6,6+4=10"));
    assertFalse(judge.judge("44-15=30,80-30=50").right());
    assertEquals("a number is not used", judge("6,50,3,53", "50+3=53"));
    assertEquals("", judge("6,6,50,50", "6/6=1,50*1=50"));
    assertEquals("not a chain of equations", judge("6,6,50,50", "<<6/6=1>>"));
    assertEquals("the chain ends in another number", judge("6,7,50,50", "6+7=13,50+13=63"));
  }

  private String judge(String input, String written) throws IOException {
    String line = "{\"input\": \"%s\", \"output\": \"\"}".formatted(input);
    return writing("countdown", "cd.jsonl", line, false).judge().judge(written).words();
  }

  @Test
  void lambadaAsksForTheLastWord() throws IOException {
    Item.Writing item = writing("lambada", "l.txt", "he did not care about the signs \n", false);
    assertEquals("he did not care about the", item.before());
    assertEquals(" signs", item.target());
    assertEquals(Room.oracle(0), item.room());
    assertTrue(item.judge().judge(" signs").right());
    assertFalse(item.judge().judge(" sign").right());
  }

  @Test
  void piqaFindsItsLabelsBesideIt() throws IOException {
    Files.writeString(folder.resolve("valid-labels.lst"), "1\n");
    String line = "{\"goal\": \"Sit.\", \"sol1\": \"Stand\", \"sol2\": \"Use a chair\"}\n";
    Item.Choice item = choice("piqa", "valid.jsonl", line, false);
    assertEquals(1, item.right());
    assertEquals(new Item.Option("Question: Sit.\nAnswer:", " Stand"), item.options().getFirst());
    Item.Choice published = choice("piqa", "valid.jsonl", line, true);
    assertEquals("Question: Sit.\nAnswer:  Stand", whole(published.options().getFirst()));
    Problem missing = assertThrows(Problem.class, () -> read("piqa", "other.jsonl", line, false));
    assertEquals(Code.TASK_DATA, missing.code());
    assertTrue(missing.sentence().contains("other-labels.lst"), missing.sentence());
  }

  private static String whole(Item.Option option) {
    return option.before() + option.scored();
  }

  @Test
  void siqaIsReadFromBothOfItsForms() throws IOException {
    String prompt =
        """
        [
          {"instruction": "Please choose the correct answer to the question: Jo fell. Why?\\n\\nAnswer1: ice Answer2: a bird Answer3: sun\\n\\nAnswer format: answer1/answer2/answer3",
           "answer": "answer1"}
        ]
        """;
    Item.Choice item = choice("siqa", "s.json", prompt, false);
    assertEquals(0, item.right());
    assertEquals(3, item.options().size());
    assertEquals("Question: Jo fell. Why?\nAnswer: a bird", whole(item.options().get(1)));
    String line =
        """
        {"context": "Jo fell.", "question": "Why?", "answerA": "ice", "answerB": "a bird", "answerC": "sun", "correct": "A"}
        """;
    assertEquals(item, choice("siqa", "s.jsonl", line, false));
    assertEquals(
        "Question: Jo fell. Why?\nAnswer: ",
        choice("siqa", "s.jsonl", line, true).options().getFirst().before());
  }

  @Test
  void winograndeScoresTheOptionAndTheRest() throws IOException {
    String line =
        "{\"sentence\": \"Jo beat Al so _ won.\", \"option1\": \"Jo\", \"option2\": \"Al\","
            + " \"answer\": \"1\"}";
    Item.Choice item = choice("winogrande", "w.jsonl", line, false);
    assertEquals(new Item.Option("Jo beat Al so", " Jo won."), item.options().getFirst());
    assertEquals(0, item.right());
    Item.Choice published = choice("winogrande", "w.jsonl", line, true);
    assertEquals(new Item.Option("Jo beat Al so ", "Al won."), published.options().get(1));
  }

  @Test
  void hellaswagIsCleanedAndCapitalised() throws IOException {
    String line =
        """
        {"ind": 4, "activity_label": "Cooking", "ctx_a": "A man [step] stirs.", "ctx_b": "then HE", "endings": ["sings [title] Loud", "eats  soup", "x", "y"], "label": "1"}
        """;
    Item.Choice item = choice("hellaswag", "h.jsonl", line, false);
    assertEquals("Cooking: A man stirs. Then he", item.options().getFirst().before());
    assertEquals(" sings. Loud", item.options().getFirst().scored());
    assertEquals(" eats soup", item.target());
    assertEquals("eats soup", choice("hellaswag", "h.jsonl", line, true).target());
  }

  @Test
  void triviaQaKnowsAliases() throws IOException {
    String json =
        """
        {"Data": [{"Question": "Who?", "Answer": {"Value": "The Beatles", "Aliases": ["Fab Four"]}}]}
        """;
    Item.Writing item = writing("triviaqa", "t.json", json, false);
    assertEquals(Room.oracle(10), item.room());
    assertTrue(item.judge().judge("beatles!").right());
    assertTrue(item.judge().judge(" fab four").right());
    Judgement longer = item.judge().judge("the fab four of Liverpool");
    assertFalse(longer.right());
    assertEquals(1.0, longer.scores().get("contains"));
    assertEquals(2 * 2 / 6.0, longer.scores().getOrDefault("f1", -1.0), 1e-12);
    assertTrue(
        writing("triviaqa", "t.json", json, true).judge().judge("the fab four of it").right());
  }

  @Test
  void squadGivesTheParagraph() throws IOException {
    String json =
        """
        {"data": [{"paragraphs": [{"context": "Rome lies in Italy.", "qas": [
          {"id": "q7", "question": "Where is Rome?", "answers": [{"text": "Italy"}, {"text": "in Italy"}]}]}]}]}
        """;
    Item.Writing item = writing("squad", "s.json", json, false);
    assertEquals("squad/q7", item.id());
    assertEquals("in Italy", item.target(), "the longest sets the length");
    assertTrue(item.before().startsWith("Rome lies in Italy.\nQuestion: Where is Rome?"));
    assertTrue(item.judge().judge(" Italy.").right());
  }

  @Test
  void theThirdSentenceIsLeftOut() throws IOException {
    String cloze =
        """
        InputStoryid,InputSentence1,InputSentence2,InputSentence3,InputSentence4,RandomFifthSentenceQuiz1,RandomFifthSentenceQuiz2,AnswerRightEnding
        x,One.,"Two, ""big"".",Three cats sat.,Four.,Wrong.,Five.,2
        """;
    Item.Writing item = writing("rocstories", "c.csv", cloze, false);
    assertEquals("One. Two, \"big\".", item.before());
    assertEquals(" Three cats sat.", item.target());
    assertEquals(" Four. Five.", item.after());
    Judgement judged = item.judge().judge("Three dogs sat");
    assertEquals(2 * 2 / 6.0, judged.scores().getOrDefault("rouge1", -1.0), 1e-12);
    assertEquals(0.0, judged.scores().get("rouge2"));
    assertEquals(2 * 2 / 6.0, judged.scores().getOrDefault("rougeL", -1.0), 1e-12);
    String stories =
        "storyid,storytitle,sentence1,sentence2,sentence3,sentence4,sentence5\nx,t,a,b,c,d,e\n";
    assertEquals("a b", writing("rocstories", "s.csv", stories, false).before());
  }

  @Test
  void codeIsJudgedByEqualityUntilItIsRun() throws IOException {
    String line =
        """
        {"task_id": "SingleLineInfilling/HumanEval/0/L0", "entry_point": "f", "prompt": "def f(x):\\n", "suffix": "    return y\\n", "canonical_solution": "    y = x\\n", "test": "def check(c):\\n    assert c(2) == 2\\n"}
        """;
    Item.Writing item = writing("humaneval-infilling", "h.jsonl", line, false);
    CodeJudge judge = assertInstanceOf(CodeJudge.class, item.judge());
    assertTrue(judge.judge("    y = x").right());
    assertFalse(judge.judge("    y = 2").right());
    assertEquals(
        "def f(x):\n    y = 2\n    return y\n\ndef check(c):\n    assert c(2) == 2\n\ncheck(f)\n",
        judge.test().program("    y = 2\n"));
    assertThrows(Problem.class, () -> read("humaneval", "h.jsonl", line, false));
    assertEquals("  a\n  b", HumanEval.body("  a\n  b\ndef g():\n  c"));
  }

  @Test
  void mbppAsksWithItsTests() throws IOException {
    String line =
        """
        {"text": "Write f.", "code": "def f():\\r\\n  return 1", "task_id": 3, "test_setup_code": "", "test_list": ["assert f() == 1"], "challenge_test_list": []}
        """;
    Item.Writing item = writing("mbpp", "m.jsonl", line, false);
    assertEquals("\"\"\"\nWrite f.\nassert f() == 1\n\"\"\"\n", item.before());
    assertTrue(item.judge().judge("def f():\n  return 1").right());
  }

  @Test
  void paragraphsOfATextAndLinesOfWikiText() throws IOException {
    String text = "One\ntwo.\n\nThree.\n";
    assertEquals(
        List.of("One\ntwo.", "Three."),
        read("text", "t.txt", text, false).stream().map(Item::asked).toList());
    assertEquals(3, read("wikitext", "t.txt", text, false).size());
  }

  @Test
  void compressedFilesAreRead() throws IOException {
    Path file = folder.resolve("g.jsonl.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(GSM.getBytes(StandardCharsets.UTF_8));
    }
    assertEquals(1, FileTask.named("gsm8k").read(file, 9, false).size());
    byte[] cut = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(cut, cut.length / 2));
    refused("gsm8k", file, "damaged gzip");
  }

  @Test
  void aFileOfAnotherFormatIsRefusedWithItsLine() throws IOException {
    Path file = folder.resolve("bad.jsonl");
    Files.writeString(file, GSM + "{\"question\": 3}\n");
    refused("gsm8k", file, "Line 2 of");
    Files.writeString(file, GSM + "\n{\"question\": ");
    refused("gsm8k", file, "Line 3 of");
    refused("piqa", file, "has no text \"goal\"");
    refused("siqa", file, "Line 1 of");
    Files.writeString(file, "[\n {\"instruction\": \"x\", \"answer\": \"answer1\"}\n]");
    refused("siqa", file, "Line 2 of");
    refused("winogrande", file, "Line 2 of");
    Files.writeString(file, "");
    refused("gsm8k", file, "holds no items");
    refused("text", file, "holds no items");
    Files.write(file, new byte[] {(byte) 0xc3, 0x28});
    refused("lambada", file, "UTF-8");
    Files.writeString(file, "a,b\n1,2,3\n");
    refused("rocstories", file, "Line 2 of");
    assertEquals(
        Code.NOT_FOUND,
        assertThrows(
                Problem.class, () -> FileTask.named("text").read(folder.resolve("none"), 1, false))
            .code());
    assertThrows(Problem.class, () -> FileTask.named("chess"));
  }

  private static void refused(String task, Path file, String words) {
    Problem problem =
        assertThrows(Problem.class, () -> FileTask.named(task).read(file, 100, false));
    assertEquals(Code.TASK_DATA, problem.code(), problem.sentence());
    assertTrue(problem.sentence().contains(words), problem.sentence());
  }
}
