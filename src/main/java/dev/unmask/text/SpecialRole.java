package dev.unmask.text;

/// What a special token is for, by the names that tokenizer files use.
public enum SpecialRole {
  BOS("bos_token"),
  EOS("eos_token"),
  PAD("pad_token"),
  SEP("sep_token"),
  MASK("mask_token"),
  CLS("cls_token"),
  UNK("unk_token");

  private final String key;

  SpecialRole(String key) {
    this.key = key;
  }

  /// Its name in `tokenizer_config.json`, `special_tokens_map.json` and chat templates.
  public String key() {
    return key;
  }

  /// Its name in `config.json`, where the value is an id.
  public String configKey() {
    return key + "_id";
  }
}
