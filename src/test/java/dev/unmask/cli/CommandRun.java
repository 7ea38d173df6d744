package dev.unmask.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.checkpoint.HuggingFaceCache;
import dev.unmask.checkpoint.ModelLocation;
import dev.unmask.golden.Bundled;
import dev.unmask.job.FolderModels;
import dev.unmask.problem.Code;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One command through the real command line, in this process.
///
/// @param status exit status
/// @param out what it printed as its result
/// @param err what it said besides
record CommandRun(int status, String out, String err) {
  private static final FolderModels MODELS = new FolderModels(1);

  /// Runs a command without input.
  static CommandRun of(String... arguments) {
    return typing("", arguments);
  }

  /// Runs a command with lines of input.
  static CommandRun typing(String input, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Surroundings around =
        new Surroundings(
            new BufferedReader(new StringReader(input)),
            new PrintWriter(out),
            new PrintWriter(err),
            false,
            80,
            "test",
            new ModelLocation(HuggingFaceCache.of(Map.of(), Path.of("nowhere"))),
            () -> Bundled.MODEL,
            threads -> MODELS,
            1);
    int status = UnmaskCommand.of(around, List.of()).execute(arguments);
    return new CommandRun(status, out.toString(), err.toString());
  }

  /// The printed JSON object of a command that went well.
  JsonNode json() {
    assertEquals(0, status, err);
    return JsonMapper.shared().readTree(out);
  }

  /// Fails unless the command was refused in one sentence with this code.
  void refused(Code code, String words) {
    assertTrue(err.strip().endsWith("[" + code.label() + "]"), err);
    assertTrue(err.contains(words), err);
    assertEquals(code.exitStatus(), status, err);
    assertEquals("", out);
  }

  /// An array of whole numbers in a JSON object.
  static int[] ids(JsonNode object, String key) {
    return object.required(key).valueStream().mapToInt(JsonNode::asInt).toArray();
  }
}
