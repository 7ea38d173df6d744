package dev.unmask.bench.fuzz;

import dev.unmask.bench.fuzz.Target.Content;
import dev.unmask.bench.fuzz.Target.Layout;
import dev.unmask.bench.fuzz.Target.Opening;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Every kind of file that is broken. Those of the bundled model are real; the others are small
/// files of the published layouts.
final class Targets {
  private static final String CONFIG = "config.json";
  private static final String WEIGHTS = "model.safetensors";
  private static final String INDEX = "model.safetensors.index.json";

  private final Path model;
  private final List<Target> all = new ArrayList<>();

  Targets(Path model) {
    this.model = model;
  }

  List<Target> all() throws IOException {
    bundled();
    shards();
    configurations();
    tokenizers();
    templates();
    singleFiles();
    adapters();
    return List.copyOf(all);
  }

  private void bundled() throws IOException {
    byte[] header = header(model.resolve(WEIGHTS));
    long tail = Files.size(model.resolve(WEIGHTS)) - header.length;
    byte[] config = real(CONFIG);
    Map<String, Content> beside = Map.of(CONFIG, fixed(config));
    all.add(
        new Target(
            "safetensors", WEIGHTS, header, tail, Layout.SAFETENSORS, beside, Openings::model));
    Map<String, Content> weights = Map.of(WEIGHTS, new Content(header, tail));
    text("config of GPT-2", CONFIG, config, weights, Openings::model);
    Map<String, Content> both = Map.of(CONFIG, fixed(config), WEIGHTS, new Content(header, tail));
    text(
        "generation config",
        "generation_config.json",
        utf8(TinyTexts.GENERATION),
        both,
        Openings::model);
    text("card", "README.md", real("README.md"), both, Openings::model);
  }

  private void shards() {
    TinySafetensors one = new TinySafetensors().tensor("model.embed_tokens.weight", 16, 8);
    TinySafetensors two = new TinySafetensors().tensor("model.norm.weight", 8);
    Map<String, Content> beside =
        Map.of(
            CONFIG,
            fixed(utf8(TinyTexts.LLAMA)),
            "model-00001-of-00002.safetensors",
            one.content(),
            "model-00002-of-00002.safetensors",
            two.content(),
            // What a name that leads out of the folder would find.
            "../outside.safetensors",
            one.content());
    text("index of shards", INDEX, utf8(TinyTexts.INDEX), beside, Openings::files);
  }

  private void configurations() {
    Map<String, Content> llama = Map.of(WEIGHTS, TinySafetensors.llama().content());
    text("config of LLaMA", CONFIG, utf8(TinyTexts.LLAMA), llama, Openings::model);
    text("config of Dream", CONFIG, utf8(TinyTexts.DREAM), llama, Openings::blueprint);
    TinySafetensors llada = new TinySafetensors().tensor("model.transformer.wte.weight", 16, 8);
    text(
        "config of LLaDA",
        CONFIG,
        utf8(TinyTexts.LLADA),
        Map.of(WEIGHTS, llada.content()),
        Openings::blueprint);
    TinySafetensors mdlm = new TinySafetensors().tensor("backbone.vocab_embed.embedding", 17, 8);
    text(
        "config of MDLM",
        CONFIG,
        utf8(TinyTexts.MDLM),
        Map.of(WEIGHTS, mdlm.content()),
        Openings::blueprint);
  }

  private void tokenizers() throws IOException {
    byte[] json = real("tokenizer.json");
    byte[] settings = real("tokenizer_config.json");
    byte[] map = real("special_tokens_map.json");
    Map<String, Content> beside =
        Map.of("tokenizer_config.json", fixed(settings), "special_tokens_map.json", fixed(map));
    text("tokenizer", "tokenizer.json", json, beside, Openings::tokenizer);
    byte[] tiny = utf8(TinyTexts.TOKENIZER);
    text("small tokenizer", "tokenizer.json", tiny, beside, Openings::tokenizer);
    Map<String, Content> whole = Map.of("tokenizer.json", fixed(tiny));
    text("tokenizer config", "tokenizer_config.json", settings, whole, Openings::both);
    text("special tokens", "special_tokens_map.json", map, whole, Openings::tokenizer);
    byte[] added = utf8("{\"<mask>\": 258, \"<more>\": 259}");
    byte[] vocabulary = utf8(TinyTexts.vocabulary());
    byte[] merges = utf8("#version: 0.2\nt h\nth e\n");
    Map<String, Content> gpt2 =
        Map.of("vocab.json", fixed(vocabulary), "merges.txt", fixed(merges));
    text("added tokens", "added_tokens.json", added, gpt2, Openings::tokenizer);
    text(
        "vocabulary",
        "vocab.json",
        vocabulary,
        Map.of("merges.txt", fixed(merges)),
        Openings::tokenizer);
    text(
        "merges",
        "merges.txt",
        merges,
        Map.of("vocab.json", fixed(vocabulary)),
        Openings::tokenizer);
  }

  private void templates() {
    text(
        "chat template",
        "chat_template.jinja",
        utf8(TinyTexts.TEMPLATE),
        Map.of(),
        Openings::template);
  }

  private void singleFiles() {
    TinyGguf llama = TinyTexts.gguf();
    all.add(
        new Target(
            "GGUF",
            "model.gguf",
            llama.header(),
            llama.tail(),
            Layout.PLAIN,
            Map.of(),
            Openings::single));
    byte[] numbers =
        ByteBuffer.allocate(28)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(8)
            .putInt(16)
            .putInt(2)
            .putInt(2)
            .putInt(1)
            .putInt(16)
            .putInt(32)
            .array();
    byte[] vocabulary = TinyTexts.llama2cVocabulary(16);
    long tail = Llama2cSize.of(numbers) - numbers.length;
    all.add(
        new Target(
            "llama2.c",
            "model.bin",
            numbers,
            tail,
            Layout.LLAMA2C,
            Map.of("tok16.bin", fixed(vocabulary)),
            Openings::single));
    text(
        "llama2.c vocabulary",
        "tok16.bin",
        vocabulary,
        Map.of("model.bin", new Content(numbers, tail)),
        Openings::single);
  }

  private void adapters() {
    String at = "base_model.model.model.layers.0.self_attn.q_proj.lora_";
    TinySafetensors factors =
        new TinySafetensors().tensor(at + "A.weight", 2, 8).tensor(at + "B.weight", 8, 2);
    byte[] config = utf8(TinyTexts.ADAPTER);
    all.add(
        new Target(
            "adapter",
            "adapter_model.safetensors",
            factors.header(),
            factors.tail(),
            Layout.SAFETENSORS,
            Map.of("adapter_config.json", fixed(config)),
            Openings::adapter));
    text(
        "adapter config",
        "adapter_config.json",
        config,
        Map.of("adapter_model.safetensors", factors.content()),
        Openings::adapter);
  }

  private void text(
      String name, String file, byte[] seed, Map<String, Content> others, Opening opening) {
    all.add(new Target(name, file, seed, 0, Layout.PLAIN, others, opening));
  }

  private static Content fixed(byte[] bytes) {
    return new Content(bytes, 0);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private byte[] real(String name) throws IOException {
    return Files.readAllBytes(model.resolve(name));
  }

  /// The first bytes of a safetensors file, up to its data.
  private static byte[] header(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] length = in.readNBytes(Long.BYTES);
      long n = ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong();
      byte[] all = new byte[Math.toIntExact(Long.BYTES + n)];
      System.arraycopy(length, 0, all, 0, Long.BYTES);
      in.readNBytes(all, Long.BYTES, (int) n);
      return all;
    }
  }
}
