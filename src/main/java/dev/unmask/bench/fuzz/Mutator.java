package dev.unmask.bench.fuzz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// Changes bytes at random, in the ways in which files break and in those in which they are made
/// to.
final class Mutator {
  /// What parsers stumble over.
  private static final List<String> WORDS =
      List.of(
          "0",
          "-1",
          "1",
          "1e309",
          "-0.0",
          "0.5",
          "2147483647",
          "2147483648",
          "4294967295",
          "9223372036854775807",
          "18446744073709551615",
          "99999999999999999999999999",
          "1000000",
          "16777215",
          "NaN",
          "Infinity",
          "null",
          "true",
          "false",
          "[]",
          "{}",
          "\"\"",
          "\"\\ud800\"",
          "\"\\u0000\"",
          "\"../outside.safetensors\"",
          "\"/etc/passwd\"",
          "\"con\"",
          "[0,0]",
          "[[]]",
          "{\"a\":1,\"a\":2}",
          "\u8A9E",
          "\uFEFF",
          "\"__metadata__\":{},",
          "\"rope_scaling\":{\"rope_type\":\"yarn\",\"factor\":0},",
          "{% for i in range(99999999) %}x{% endfor %}",
          "{{ x * 100000000 }}",
          "{% set a = a ~ a %}",
          "((((((((a+)+)+)+)+)+)+)+)");

  private static final long[] NUMBERS = {
    0,
    1,
    2,
    7,
    -1,
    255,
    65_535,
    1 << 20,
    Integer.MAX_VALUE,
    1L << 32,
    1L << 40,
    1L << 62,
    Long.MAX_VALUE,
    Long.MIN_VALUE
  };

  private static final String SIGNS = "{}[]\",:\\0- %\n\u0080\u00ff";

  private static final int DEEP = 20_000;
  private static final int LARGEST = 1 << 20;

  private final SplittableRandom random;
  private byte[] bytes;

  private Mutator(byte[] bytes, SplittableRandom random) {
    this.bytes = bytes;
    this.random = random;
  }

  /// @param seed is left alone
  static byte[] mutate(byte[] seed, SplittableRandom random) {
    Mutator m = new Mutator(seed.clone(), random);
    if (random.nextBoolean()) {
      // What still looks right gets past the first checks.
      for (int i = 1 + random.nextInt(3); i > 0; i--) {
        m.plausible();
      }
      return m.bytes;
    }
    int changes = 1 + random.nextInt(1 + random.nextInt(8));
    for (int i = 0; i < changes; i++) {
      m.change();
    }
    return m.bytes;
  }

  /// Another number or text where one was.
  private void plausible() {
    List<int[]> tokens = tokens();
    if (tokens.isEmpty() || random.nextInt(8) == 0) {
      number(random.nextInt(Math.max(1, bytes.length)));
      return;
    }
    int[] token = tokens.get(random.nextInt(tokens.size()));
    if (digit(bytes[token[0]])) {
      long n = NUMBERS[random.nextInt(NUMBERS.length)] + random.nextInt(3) - 1;
      String text = Long.toString(random.nextBoolean() ? n : random.nextInt(600));
      replace(token[0], token[1], text.getBytes(StandardCharsets.US_ASCII));
    } else {
      int[] other = tokens.get(random.nextInt(tokens.size()));
      replace(token[0], token[1], Arrays.copyOfRange(bytes, other[0], other[1]));
    }
  }

  /// Where numbers, texts in quotes and words are.
  private List<int[]> tokens() {
    List<int[]> tokens = new ArrayList<>();
    for (int i = 0; i < bytes.length; ) {
      int from = i++;
      if (bytes[from] == '"') {
        while (i < bytes.length && bytes[i] != '"') {
          i += bytes[i] == '\\' ? 2 : 1;
        }
        i = Math.min(bytes.length, i + 1);
      } else if (digit(bytes[from]) || letter(bytes[from])) {
        while (i < bytes.length && (digit(bytes[i]) || letter(bytes[i]))) {
          i++;
        }
      } else {
        continue;
      }
      tokens.add(new int[] {from, i});
    }
    return tokens;
  }

  private static boolean letter(byte b) {
    return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || b == '_';
  }

  private void change() {
    if (bytes.length == 0) {
      insert(0, word());
      return;
    }
    int at = random.nextInt(bytes.length);
    switch (random.nextInt(14)) {
      case 0, 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      case 2 -> bytes[at] = (byte) random.nextInt(256);
      case 3 -> bytes[at] = (byte) SIGNS.charAt(random.nextInt(SIGNS.length()));
      case 4 -> bytes = Arrays.copyOf(bytes, at);
      case 5 -> replace(at, at + length(at), new byte[0]);
      case 6 -> insert(at, Arrays.copyOfRange(bytes, at, at + length(at)));
      case 7 -> replace(at, at + length(at), slice());
      case 8 -> number(at);
      case 9, 10 -> value(at);
      case 11 -> insert(at, word());
      case 12 -> many(at);
      default -> zeros(at);
    }
  }

  /// Mostly short, sometimes to the end.
  private int length(int at) {
    int most = bytes.length - at;
    return 1 + random.nextInt(random.nextInt(8) == 0 ? most : Math.min(most, 64));
  }

  private byte[] slice() {
    int at = random.nextInt(bytes.length);
    return Arrays.copyOfRange(bytes, at, at + length(at));
  }

  private byte[] word() {
    return WORDS.get(random.nextInt(WORDS.size())).getBytes(StandardCharsets.UTF_8);
  }

  /// A little-endian number of 4 or 8 bytes, often where one is.
  private void number(int at) {
    int width = random.nextBoolean() ? 4 : 8;
    if (bytes.length >= width) {
      int from = Math.min(random.nextInt(4) == 0 ? at : at / 4 * 4, bytes.length - width);
      long n = NUMBERS[random.nextInt(NUMBERS.length)] + random.nextInt(3) - 1;
      ByteBuffer b = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      if (width == 4) {
        b.putInt(from, (int) n);
      } else {
        b.putLong(from, n);
      }
    }
  }

  /// A value of JSON, from the place of a digit or a quote to where it ends.
  private void value(int at) {
    int from = at;
    while (from < bytes.length && bytes[from] != '"' && !digit(bytes[from])) {
      from++;
    }
    int to = from;
    if (from < bytes.length && bytes[from] == '"') {
      do {
        to++;
      } while (to < bytes.length && bytes[to] != '"');
      to = Math.min(bytes.length, to + 1);
    } else {
      while (to < bytes.length && digit(bytes[to])) {
        to++;
      }
    }
    replace(from, to, word());
  }

  private static boolean digit(byte b) {
    return b >= '0' && b <= '9';
  }

  /// Depth or length beyond any sense.
  private void many(int at) {
    byte[] unit =
        switch (random.nextInt(5)) {
          case 0 -> new byte[] {'['};
          case 1 -> "{\"a\":".getBytes(StandardCharsets.US_ASCII);
          case 2 -> new byte[] {'9'};
          case 3 -> new byte[] {'('};
          default -> slice();
        };
    int most = random.nextInt(16) == 0 ? LARGEST : LARGEST / 16;
    int times = Math.min(1 + random.nextInt(DEEP), Math.max(1, most / unit.length));
    byte[] all = new byte[unit.length * times];
    for (int i = 0; i < times; i++) {
      System.arraycopy(unit, 0, all, i * unit.length, unit.length);
    }
    insert(at, all);
  }

  private void zeros(int at) {
    Arrays.fill(bytes, at, at + length(at), (byte) 0);
  }

  private void insert(int at, byte[] more) {
    replace(at, at, more);
  }

  private void replace(int from, int to, byte[] by) {
    int length = bytes.length - (to - from) + by.length;
    if (length <= 2 * LARGEST) {
      byte[] all = new byte[length];
      System.arraycopy(bytes, 0, all, 0, from);
      System.arraycopy(by, 0, all, from, by.length);
      System.arraycopy(bytes, to, all, from + by.length, bytes.length - to);
      bytes = all;
    }
  }
}
