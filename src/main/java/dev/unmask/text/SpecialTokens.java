package dev.unmask.text;

import java.util.HashSet;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.IntPredicate;

/// Special ids by role, where the files name them.
///
/// @param bos beginning of a sequence
/// @param eos end of a sequence
/// @param pad filling
/// @param sep between question and answer
/// @param mask the mask
/// @param all every id that is marked as special (shown as a chip, left out of plain text)
public record SpecialTokens(
    OptionalInt bos,
    OptionalInt eos,
    OptionalInt pad,
    OptionalInt sep,
    OptionalInt mask,
    Set<Integer> all) {

  public SpecialTokens {
    all = Set.copyOf(all);
  }

  /// No special token known.
  public static SpecialTokens none() {
    OptionalInt no = OptionalInt.empty();
    return new SpecialTokens(no, no, no, no, no, Set.of());
  }

  /// Puts together what the files of a checkpoint say about special tokens.
  ///
  /// The mask is the network's own: `config.json` decides, then `tokenizer_config.json`, then
  /// `special_tokens_map.json`. It is never guessed: DiffuGPT-S masks with 10541, an ordinary
  /// token, DiffuGPT-M with the added 50257.
  ///
  /// The other roles are about text: `tokenizer_config.json` decides, then
  /// `special_tokens_map.json`, then `config.json`. A tokenizer file that says a role is `null`
  /// ends the search (Qwen's `config.json` has a `bos_token_id` although its text has no BOS).
  ///
  /// An id that only `config.json` names becomes one of [#all] only if plain text can never
  /// contain it: `pad_token_id: 0` in a GPT-2 layout is the exclamation mark.
  ///
  /// @param config ids from `config.json`
  /// @param tokenizerConfig ids of the texts that `tokenizer_config.json` names; an empty value
  ///     stands for `null`
  /// @param specialTokensMap the same of `special_tokens_map.json`
  /// @param marked ids that tokenizer files mark as special
  /// @param natural whether plain text can contain an id
  public static SpecialTokens merge(
      Map<SpecialRole, Integer> config,
      Map<SpecialRole, OptionalInt> tokenizerConfig,
      Map<SpecialRole, OptionalInt> specialTokensMap,
      Set<Integer> marked,
      IntPredicate natural) {
    Set<Integer> all = new HashSet<>(marked);
    tokenizerConfig.values().forEach(id -> id.ifPresent(all::add));
    specialTokensMap.values().forEach(id -> id.ifPresent(all::add));
    config.values().stream().filter(id -> !natural.test(id)).forEach(all::add);

    Integer configMask = config.get(SpecialRole.MASK);
    OptionalInt mask = said(SpecialRole.MASK, tokenizerConfig);
    mask = mask.isPresent() ? mask : said(SpecialRole.MASK, specialTokensMap);
    mask = configMask == null ? mask : OptionalInt.of(configMask);
    return new SpecialTokens(
        role(SpecialRole.BOS, config, tokenizerConfig, specialTokensMap),
        role(SpecialRole.EOS, config, tokenizerConfig, specialTokensMap),
        role(SpecialRole.PAD, config, tokenizerConfig, specialTokensMap),
        role(SpecialRole.SEP, config, tokenizerConfig, specialTokensMap),
        mask,
        all);
  }

  private static OptionalInt role(
      SpecialRole role,
      Map<SpecialRole, Integer> config,
      Map<SpecialRole, OptionalInt> tokenizerConfig,
      Map<SpecialRole, OptionalInt> specialTokensMap) {
    if (tokenizerConfig.containsKey(role)) {
      return said(role, tokenizerConfig);
    }
    if (specialTokensMap.containsKey(role)) {
      return said(role, specialTokensMap);
    }
    Integer id = config.get(role);
    return id == null ? OptionalInt.empty() : OptionalInt.of(id);
  }

  private static OptionalInt said(SpecialRole role, Map<SpecialRole, OptionalInt> source) {
    return source.getOrDefault(role, OptionalInt.empty());
  }
}
