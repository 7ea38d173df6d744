package dev.unmask.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.golden.Bundled;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class ChatTemplateTest {
  @TempDir Path folder;

  private void config(String json) throws IOException {
    Files.writeString(folder.resolve("tokenizer_config.json"), json);
  }

  @Test
  void theEmbeddedModelHasOne() {
    Path model = Bundled.MODEL;
    String text = ChatTemplate.read(model).orElseThrow().prompt("Tom has 12 cups.");
    assertEquals("<bos>Tom has 12 cups.<sep>", text);
    Tokenizer tokenizer = TokenizerFiles.open(model, Map.of());
    int[] ids = tokenizer.encodeTemplate(text);
    assertEquals(1, Arrays.stream(ids).filter(id -> id == 1).count(), "one beginning");
    assertEquals(1, ids[0]);
    assertEquals(2, ids[ids.length - 1]);
    assertArrayEquals(
        tokenizer.encode("Tom has 12 cups."), Arrays.copyOfRange(ids, 1, ids.length - 1));
  }

  @Test
  void noneIsNoProblem() throws IOException {
    assertEquals(Optional.empty(), ChatTemplate.read(folder));
    config("{\"chat_template\": null}");
    assertEquals(Optional.empty(), ChatTemplate.read(folder));
  }

  @Test
  void namedTemplatesGiveTheDefault() throws IOException {
    config(
        """
        {"bos_token": {"content": "<s>"},
         "chat_template": [{"name": "tool_use", "template": "no"},
                           {"name": "default", "template": "{{ bos_token }}{{ messages[0].content }}"}]}
        """);
    assertEquals("<s>hi", ChatTemplate.read(folder).orElseThrow().prompt("hi"));
  }

  @Test
  void theFileOfItsOwnWins() throws IOException {
    config("{\"chat_template\": \"old\"}");
    Files.writeString(folder.resolve("chat_template.jinja"), "new {{ messages | length }}");
    assertEquals("new 1", ChatTemplate.read(folder).orElseThrow().prompt("hi"));
  }

  @Test
  void aTokenThatIsNullIsNotDefined() throws IOException {
    Files.writeString(folder.resolve("special_tokens_map.json"), "{\"bos_token\": \"<s>\"}");
    config("{\"bos_token\": null, \"chat_template\": \"{{ bos_token is defined }}\"}");
    assertEquals("False", ChatTemplate.read(folder).orElseThrow().prompt("hi"));
  }

  @Test
  void textFromTheUserIsNotATemplate() {
    ChatTemplate template =
        ChatTemplate.of("{{ messages[0].content }}", Map.of(), Clock.systemUTC());
    assertEquals("{{ 1 + 1 }}{% if %}", template.prompt("{{ 1 + 1 }}{% if %}"));
  }

  @Test
  void failuresAreProblemsInOneSentence() throws IOException {
    config("{\"chat_template\": \"{% for %}\"}");
    refused("cannot be read", this::prompt);
    config("{\"chat_template\": 5}");
    refused("neither a text nor a list", this::prompt);
    config("{\"chat_template\": [{\"name\": \"other\", \"template\": \"x\"}]}");
    refused("neither a text nor a list", this::prompt);
    config("{\"chat_template\": \"{{ raise_exception('No system\\nrole!') }}\"}");
    refused("The chat template refuses this: No system role!", this::prompt);
    config("{\"chat_template\": \"a\\n{{ messages[7].content }}\"}");
    refused("line 2", this::prompt);
  }

  private void prompt() {
    ChatTemplate.read(folder).orElseThrow().prompt("x");
  }

  private static void refused(String part, Executable action) {
    Problem problem = assertThrows(Problem.class, action);
    assertEquals(Code.TEMPLATE, problem.code());
    assertTrue(problem.sentence().contains(part), problem.sentence());
    assertTrue(problem.sentence().matches("[A-Z].*[.!?]"), problem.sentence());
  }

  @Test
  void everyTurnIsSeen() {
    ChatTemplate template =
        ChatTemplate.of(
            "{% for m in messages %}{{ m.role[0] ~ m['content'] }};{% endfor %}"
                + "{{ add_generation_prompt }}{{ tools is none }}",
            Map.of(), Clock.systemUTC());
    List<ChatTemplate.Message> conversation =
        List.of(new ChatTemplate.Message("user", "1"), new ChatTemplate.Message("assistant", "2"));
    assertEquals("u1;a2;FalseTrue", template.render(conversation, false));
  }
}
