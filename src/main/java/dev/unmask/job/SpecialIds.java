package dev.unmask.job;

import dev.unmask.text.SpecialTokens;
import dev.unmask.text.Tokenizer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// The ids of a tokenizer that mean something, with their texts.
final class SpecialIds {
  /// Some vocabularies mark hundreds of reserved ids as special.
  private static final int MOST_OTHERS = 64;

  private SpecialIds() {}

  static List<Inspection.SpecialId> of(Tokenizer tokenizer) {
    SpecialTokens s = tokenizer.special();
    Map<String, OptionalInt> roles = new LinkedHashMap<>();
    roles.put("mask", s.mask());
    roles.put("bos", s.bos());
    roles.put("eos", s.eos());
    roles.put("pad", s.pad());
    roles.put("sep", s.sep());
    List<Inspection.SpecialId> all = new ArrayList<>();
    roles.forEach((role, id) -> id.ifPresent(i -> all.add(of(tokenizer, role, i))));
    s.all().stream()
        .filter(id -> all.stream().noneMatch(known -> known.id() == id))
        .sorted()
        .limit(MOST_OTHERS)
        .map(id -> of(tokenizer, "special", id))
        .forEach(all::add);
    return List.copyOf(all);
  }

  private static Inspection.SpecialId of(Tokenizer tokenizer, String role, int id) {
    // A configuration may name an id that the tokenizer does not have.
    boolean known = id < tokenizer.size();
    String text = known ? new String(tokenizer.bytes(id), StandardCharsets.UTF_8) : "";
    return new Inspection.SpecialId(role, id, text);
  }
}
