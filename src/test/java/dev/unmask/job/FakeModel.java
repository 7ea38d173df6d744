package dev.unmask.job;

import dev.unmask.network.Beliefs;
import dev.unmask.network.Denoiser;
import dev.unmask.network.Question;
import dev.unmask.text.SpecialTokens;
import dev.unmask.text.Tokenizer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;

/// A small deterministic model for tests: one id per Latin character plus five special ones,
/// beliefs that depend on the whole canvas, as a network's do.
public final class FakeModel implements Denoiser, Tokenizer {
  public static final int BOS = 256;
  public static final int SEP = 257;
  public static final int EOS = 258;
  public static final int MASK = 259;
  private static final int SIZE = 260;
  private static final List<String> SPECIAL = List.of("<bos>", "<sep>", "<eos>", "<mask>");

  /// Called before each evaluation: a test may wait, count or throw here.
  private final Runnable before;

  public FakeModel(Runnable before) {
    this.before = before;
  }

  public FakeModel() {
    this(() -> {});
  }

  /// The model as a job sees it, with a chat template `<bos>…<sep>`, 64 ids, at most 72.
  public LoadedModel loaded() {
    return loaded(Optional.of(text -> "<bos>" + text + "<sep>"));
  }

  public LoadedModel loaded(Optional<UnaryOperator<String>> chat) {
    return loaded(chat, 0);
  }

  /// As above, of makers who let it write so many ids behind a prompt.
  public LoadedModel loaded(Optional<UnaryOperator<String>> chat, int newTokens) {
    ModelCard card =
        new ModelCard(
            "fake",
            "Fake",
            "models/fake",
            "f00d",
            1,
            4,
            "f32",
            "f32",
            "cpu",
            "Apache-2.0",
            MASK,
            EOS,
            SIZE,
            72,
            64,
            newTokens,
            true,
            null);
    return new LoadedModel(card, this, chat, this, () -> {});
  }

  @Override
  public int vocabularySize() {
    return SIZE;
  }

  @Override
  public int maxLength() {
    return 72;
  }

  @Override
  public int maskId() {
    return MASK;
  }

  @Override
  public boolean shifted() {
    return true;
  }

  @Override
  public List<Beliefs> believe(Question question) {
    before.run();
    List<Beliefs> all = new ArrayList<>();
    for (int b = 0; b < question.ids().length; b++) {
      all.add(believe(question.ids()[b], question.positions()[b], question.alternatives()));
    }
    return all;
  }

  private static Beliefs believe(int[] ids, int[] positions, int k) {
    int n = positions.length;
    Beliefs b =
        new Beliefs(
            positions, new int[n], new float[n], new float[n], k, new int[n * k], new float[n * k]);
    for (int i = 0; i < n; i++) {
      Random random = new Random(java.util.Arrays.hashCode(ids) * 31L + positions[i]);
      float left = 1;
      for (int j = 0; j < k; j++) {
        float p = left * (0.3f + 0.6f * random.nextFloat());
        left -= p;
        b.topIds()[i * k + j] = 'a' + (random.nextInt(26) + j) % 26;
        b.topLogProbabilities()[i * k + j] = (float) Math.log(p);
      }
      b.candidates()[i] = b.topIds()[i * k];
      b.logProbabilities()[i] = b.topLogProbabilities()[i * k];
      b.entropies()[i] = -b.logProbabilities()[i];
    }
    return b;
  }

  @Override
  public int[] encode(String text) {
    return text.chars().map(c -> c & 0xff).toArray();
  }

  @Override
  public int[] encodeTemplate(String rendered) {
    List<Integer> ids = new ArrayList<>();
    for (int i = 0; i < rendered.length(); ) {
      int special = -1;
      for (int s = 0; s < SPECIAL.size(); s++) {
        special = rendered.startsWith(SPECIAL.get(s), i) ? s : special;
      }
      ids.add(special < 0 ? rendered.charAt(i) & 0xff : BOS + special);
      i += special < 0 ? 1 : SPECIAL.get(special).length();
    }
    return ids.stream().mapToInt(Integer::intValue).toArray();
  }

  @Override
  public byte[] bytes(int id) {
    return id >= BOS
        ? SPECIAL.get(id - BOS).getBytes(StandardCharsets.UTF_8)
        : new byte[] {(byte) id};
  }

  @Override
  public String decode(int[] ids) {
    return TokenTexts.of(this).text(ids);
  }

  @Override
  public String decodePlain(int[] ids) {
    return decode(java.util.Arrays.stream(ids).filter(id -> id < BOS).toArray());
  }

  @Override
  public OptionalInt idOf(String token) {
    int special = SPECIAL.indexOf(token);
    return special < 0 ? OptionalInt.of(token.charAt(0)) : OptionalInt.of(BOS + special);
  }

  @Override
  public int size() {
    return SIZE;
  }

  @Override
  public SpecialTokens special() {
    return new SpecialTokens(
        OptionalInt.of(BOS),
        OptionalInt.of(EOS),
        OptionalInt.empty(),
        OptionalInt.of(SEP),
        OptionalInt.of(MASK),
        Set.of(BOS, SEP, EOS, MASK));
  }
}
