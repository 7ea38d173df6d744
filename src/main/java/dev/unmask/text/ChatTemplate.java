package dev.unmask.text;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import dev.unmask.text.jinja.JinjaTemplate;
import dev.unmask.text.jinja.TemplateFault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/// A checkpoint's chat template: turns a conversation into the text that the model was trained on.
///
/// The template sees plain values only and is rendered as transformers does it. Safe for use by
/// several threads.
public final class ChatTemplate {
  static final String FILE = "chat_template.jinja";
  private static final int LIMIT = Json.MIB;
  private static final String REMEDY =
      "Give the prompt as raw text, or repair the checkpoint's chat template.";

  /// One turn of a conversation.
  ///
  /// @param role `system`, `user` or `assistant`
  /// @param content what was said
  public record Message(String role, String content) {}

  private final Supplier<JinjaTemplate> template;
  private final Map<String, Object> tokens;
  private final Clock clock;

  private ChatTemplate(Supplier<JinjaTemplate> template, Map<String, Object> tokens, Clock clock) {
    this.template = template;
    this.tokens = tokens;
    this.clock = clock;
  }

  /// The template of a checkpoint's folder: `chat_template.jinja`, else `chat_template` in
  /// `tokenizer_config.json` (the one called `default` where there are several).
  ///
  /// A defect of the template shows when it is first used: the model can still be given raw text.
  ///
  /// @return empty if the checkpoint has none
  /// @throws Problem TOKENIZER if a file is malformed
  public static Optional<ChatTemplate> read(Path folder) {
    Map<String, Object> tokens = byKey(TokenizerSettings.read(folder).texts());
    Clock clock = Clock.system(ZoneId.systemDefault());
    try {
      return source(folder).map(source -> new ChatTemplate(() -> parse(source), tokens, clock));
    } catch (Problem e) {
      if (e.code() != Code.TEMPLATE) {
        throw e;
      }
      Supplier<JinjaTemplate> defect =
          () -> {
            throw e;
          };
      return Optional.of(new ChatTemplate(defect, tokens, clock));
    }
  }

  /// A template from its source.
  ///
  /// @param tokens the texts of special tokens, which the template knows by their keys
  /// @param clock for templates that print the date
  /// @throws Problem TEMPLATE if it is not a template
  public static ChatTemplate of(String source, Map<SpecialRole, String> tokens, Clock clock) {
    JinjaTemplate template = parse(source);
    return new ChatTemplate(() -> template, byKey(tokens), clock);
  }

  /// A template whose defects show when it is first used: the model can still be given raw text.
  ///
  /// @param tokens the texts of special tokens
  public static ChatTemplate later(String source, Map<SpecialRole, String> tokens) {
    return new ChatTemplate(
        () -> parse(source), byKey(tokens), Clock.system(ZoneId.systemDefault()));
  }

  private static Map<String, Object> byKey(Map<SpecialRole, String> tokens) {
    Map<String, Object> variables = new HashMap<>();
    tokens.forEach((role, text) -> variables.put(role.key(), text));
    return variables;
  }

  private static JinjaTemplate parse(String source) {
    try {
      return JinjaTemplate.parse(source);
    } catch (TemplateFault e) {
      throw new Problem(
          Code.TEMPLATE, "The chat template cannot be read: " + e.getMessage() + ".", REMEDY, e);
    }
  }

  private static Optional<String> source(Path folder) {
    Path file = folder.resolve(FILE);
    if (Files.exists(file)) {
      return Optional.of(Utf8.decode(BoundedFile.read(file, LIMIT)));
    }
    file = folder.resolve(TokenizerSettings.CONFIG);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    JsonNode found = Json.object(file, TokenizerSettings.CONFIG_LIMIT).path("chat_template");
    if (found.isMissingNode() || found.isNull()) {
      return Optional.empty();
    }
    if (found.isString()) {
      return Optional.of(found.stringValue());
    }
    for (JsonNode named : found) {
      JsonNode template = named.path("template");
      if (named.path("name").asString("").equals("default") && template.isString()) {
        return Optional.of(template.stringValue());
      }
    }
    throw new Problem(
        Code.TEMPLATE,
        "The file "
            + file
            + " has a chat template that is neither a text nor a list with one"
            + " called default.",
        REMEDY);
  }

  /// The text of a conversation.
  ///
  /// @param answer whether the text ends where the assistant's answer begins
  /// @throws Problem TEMPLATE if the template refuses the conversation, fails or exceeds a limit
  public String render(List<Message> conversation, boolean answer) {
    List<Object> messages = new ArrayList<>();
    for (Message message : conversation) {
      messages.add(Map.of("role", message.role(), "content", message.content()));
    }
    Map<String, Object> variables = new HashMap<>(tokens);
    variables.put("messages", messages);
    variables.put("add_generation_prompt", answer);
    variables.put("tools", null);
    variables.put("documents", null);
    try {
      return template.get().render(variables, clock);
    } catch (TemplateFault e) {
      String what =
          e.raised()
              ? "The chat template refuses this: "
              : "The chat template cannot be rendered: ";
      throw new Problem(Code.TEMPLATE, sentence(what + e.getMessage()), REMEDY, e);
    }
  }

  /// On one line and with one full stop, whatever the template says.
  private static String sentence(String text) {
    String line = text.replaceAll("\\s+", " ").strip();
    String cut = line.length() <= 300 ? line : line.substring(0, 299) + "…";
    return cut.endsWith(".") || cut.endsWith("!") || cut.endsWith("?") ? cut : cut + ".";
  }

  /// The text of one question, up to where the answer begins.
  ///
  /// @throws Problem TEMPLATE as [#render] does
  public String prompt(String question) {
    return render(List.of(new Message("user", question)), true);
  }
}
