package dev.unmask.text;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What `tokenizer_config.json`, `special_tokens_map.json` and `added_tokens.json` of a folder say.
///
/// @param config texts by role of `tokenizer_config.json`; an empty value stands for `null`
/// @param map the same of `special_tokens_map.json`
/// @param additional further special texts, from both
/// @param added tokens that the files list with their ids
/// @param addPrefixSpace whether a GPT-2 tokenizer puts a space before every text
record TokenizerSettings(
    Map<SpecialRole, Optional<String>> config,
    Map<SpecialRole, Optional<String>> map,
    List<String> additional,
    List<AddedToken> added,
    boolean addPrefixSpace) {

  static final String CONFIG = "tokenizer_config.json";
  static final String MAP = "special_tokens_map.json";
  static final String ADDED = "added_tokens.json";
  static final int CONFIG_LIMIT = 16 * Json.MIB;

  /// Reads those of the files that are there.
  ///
  /// @throws dev.unmask.problem.Problem if one of them is malformed
  static TokenizerSettings read(Path folder) {
    List<String> additional = new ArrayList<>();
    List<AddedToken> added = new ArrayList<>();
    Map<SpecialRole, Optional<String>> config = new EnumMap<>(SpecialRole.class);
    Map<SpecialRole, Optional<String>> map = new EnumMap<>(SpecialRole.class);
    boolean addPrefixSpace = false;
    Path file = folder.resolve(CONFIG);
    if (Files.exists(file)) {
      ObjectNode root = Json.object(file, CONFIG_LIMIT);
      readRoles(file, root, config, additional);
      readAdded(file, root.path("added_tokens_decoder"), added);
      addPrefixSpace = root.path("add_prefix_space").asBoolean(false);
    }
    file = folder.resolve(MAP);
    if (Files.exists(file)) {
      readRoles(file, Json.object(file, CONFIG_LIMIT), map, additional);
    }
    file = folder.resolve(ADDED);
    if (Files.exists(file)) {
      for (Map.Entry<String, JsonNode> entry : Json.object(file, CONFIG_LIMIT).properties()) {
        int id = idOf(file, entry.getKey(), Json.id(entry.getValue()));
        added.add(new AddedToken(id, entry.getKey(), false, false, false, false, false));
      }
    }
    return new TokenizerSettings(config, map, additional, added, addPrefixSpace);
  }

  private static void readRoles(
      Path file,
      ObjectNode root,
      Map<SpecialRole, Optional<String>> roles,
      List<String> additional) {
    for (SpecialRole role : SpecialRole.values()) {
      if (root.has(role.key())) {
        JsonNode said = root.path(role.key());
        roles.put(
            role, said.isNull() ? Optional.empty() : Optional.of(text(file, role.key(), said)));
      }
    }
    for (JsonNode said : root.path("additional_special_tokens")) {
      additional.add(text(file, "additional_special_tokens", said));
    }
  }

  /// A token is written as its text or as an object with the text as `content`.
  private static String text(Path file, String key, JsonNode said) {
    JsonNode text = said.isObject() ? said.path("content") : said;
    if (!text.isString()) {
      throw Json.problem(file, "gives for " + key + " something that is not text", null);
    }
    return text.stringValue();
  }

  private static void readAdded(Path file, JsonNode decoder, List<AddedToken> added) {
    for (Map.Entry<String, JsonNode> entry : decoder.properties()) {
      OptionalInt id = OptionalInt.empty();
      if (entry.getKey().matches("\\d{1,8}")) {
        id = OptionalInt.of(Integer.parseInt(entry.getKey()));
      }
      added.add(added(file, idOf(file, entry.getKey(), id), entry.getValue()));
    }
  }

  /// One entry of a list of added tokens.
  static AddedToken added(Path file, int id, JsonNode entry) {
    JsonNode content = entry.path("content");
    if (!content.isString() || content.stringValue().isEmpty()) {
      throw Json.problem(file, "has an added token " + id + " without text", null);
    }
    return new AddedToken(
        id,
        content.stringValue(),
        entry.path("special").asBoolean(false),
        entry.path("normalized").asBoolean(false),
        entry.path("lstrip").asBoolean(false),
        entry.path("rstrip").asBoolean(false),
        entry.path("single_word").asBoolean(false));
  }

  private static int idOf(Path file, String token, OptionalInt id) {
    if (id.isEmpty() || id.getAsInt() > Json.LARGEST_ID) {
      throw Json.problem(
          file, "gives the added token " + Json.quote(token) + " no possible id", null);
    }
    return id.getAsInt();
  }

  /// The texts by role, `tokenizer_config.json` first: what a chat template may use.
  Map<SpecialRole, String> texts() {
    Map<SpecialRole, String> texts = new EnumMap<>(SpecialRole.class);
    map.forEach((role, text) -> text.ifPresent(t -> texts.put(role, t)));
    config.forEach(
        (role, text) -> text.ifPresentOrElse(t -> texts.put(role, t), () -> texts.remove(role)));
    return texts;
  }

  /// Every text that some role or list names as special.
  List<String> named() {
    List<String> named = new ArrayList<>(additional);
    config.values().forEach(text -> text.ifPresent(named::add));
    map.values().forEach(text -> text.ifPresent(named::add));
    return named;
  }

  /// Which ids are special, from these files and `config.json`.
  ///
  /// @param ids ids from `config.json`
  /// @param natural whether plain text can contain a token, by its exact text
  /// @see SpecialTokens#merge
  SpecialTokens special(
      Map<SpecialRole, Integer> ids,
      Vocabulary vocabulary,
      List<AddedToken> tokens,
      Predicate<String> natural) {
    Set<Integer> marked =
        tokens.stream().filter(AddedToken::special).map(AddedToken::id).collect(Collectors.toSet());
    return SpecialTokens.merge(
        ids,
        resolve(config, vocabulary),
        resolve(map, vocabulary),
        marked,
        id -> vocabulary.token(id).filter(natural).isPresent());
  }

  /// A role whose text the vocabulary lacks is left out: no id can be said.
  private static Map<SpecialRole, OptionalInt> resolve(
      Map<SpecialRole, Optional<String>> texts, Vocabulary vocabulary) {
    Map<SpecialRole, OptionalInt> ids = new EnumMap<>(SpecialRole.class);
    texts.forEach(
        (role, text) -> {
          OptionalInt id = text.isEmpty() ? OptionalInt.empty() : vocabulary.idOf(text.get());
          if (text.isEmpty() || id.isPresent()) {
            ids.put(role, id);
          }
        });
    return ids;
  }
}
