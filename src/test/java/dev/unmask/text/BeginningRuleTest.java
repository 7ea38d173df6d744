package dev.unmask.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which tokenizers put the beginning-of-sequence token before a plain text.
class BeginningRuleTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      value = {
        // LLaMA 2: the settings say it.
        "{\"bos_token\": \"<s>\", \"add_bos_token\": true} ¦ null ¦ true",
        "{\"bos_token\": \"<s>\", \"add_bos_token\": false}"
            + " ¦ {\"type\": \"TemplateProcessing\", \"single\":"
            + " [{\"SpecialToken\": {\"id\": \"<s>\", \"type_id\": 0}}]} ¦ false",
        // LLaMA 3: only the template of the post-processor does.
        "{\"bos_token\": \"<|begin|>\"} ¦ {\"type\": \"Sequence\", \"processors\":"
            + " [{\"type\": \"ByteLevel\"}, {\"type\": \"TemplateProcessing\", \"single\":"
            + " [{\"SpecialToken\": {\"id\": \"<|begin|>\", \"type_id\": 0}},"
            + " {\"Sequence\": {\"id\": \"A\", \"type_id\": 0}}]}]} ¦ true",
        // BERT begins with another token.
        "{\"bos_token\": \"<s>\"} ¦ {\"type\": \"TemplateProcessing\", \"single\":"
            + " [{\"SpecialToken\": {\"id\": \"[CLS]\", \"type_id\": 0}}]} ¦ false",
        // GPT-2 and Qwen.
        "{\"bos_token\": \"<|endoftext|>\"} ¦ {\"type\": \"ByteLevel\"} ¦ false",
        "{\"bos_token\": null} ¦ null ¦ false"
      })
  void theFilesSayIt(String config, String processor, boolean begins) throws IOException {
    Files.writeString(folder.resolve("tokenizer_config.json"), config);
    Files.writeString(folder.resolve("tokenizer.json"), "{\"post_processor\": " + processor + "}");
    assertEquals(begins, BeginningRule.begins(folder));
  }

  @Test
  void withoutFilesNothingBegins() {
    assertFalse(BeginningRule.begins(folder));
  }
}
