package dev.unmask.text.jinja;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Dates in the notation of C's `strftime`, in English.
final class Strftime {
  private Strftime() {}

  static String format(LocalDateTime time, String format) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      if (c != '%' || i + 1 == format.length()) {
        text.append(c);
        continue;
      }
      char code = format.charAt(++i);
      boolean unpadded = code == '-' && i + 1 < format.length();
      String part = part(time, unpadded ? format.charAt(++i) : code);
      text.append(unpadded ? part.replaceFirst("^[0 ](?=.)", "") : part);
    }
    return text.toString();
  }

  private static String part(LocalDateTime time, char code) {
    if (code == '%') {
      return "%";
    }
    String pattern =
        switch (code) {
          case 'd' -> "dd";
          case 'e' -> "ppd";
          case 'm' -> "MM";
          case 'y' -> "yy";
          case 'Y' -> "yyyy";
          case 'b', 'h' -> "MMM";
          case 'B' -> "MMMM";
          case 'a' -> "EEE";
          case 'A' -> "EEEE";
          case 'H' -> "HH";
          case 'I' -> "hh";
          case 'M' -> "mm";
          case 'S' -> "ss";
          case 'f' -> "SSSSSS";
          case 'p' -> "a";
          case 'j' -> "DDD";
          case 'F' -> "yyyy-MM-dd";
          case 'T' -> "HH:mm:ss";
          case 'D' -> "MM/dd/yy";
          case 'R' -> "HH:mm";
          case 'c' -> "EEE MMM ppd HH:mm:ss yyyy";
          case 'x' -> "MM/dd/yy";
          case 'X' -> "HH:mm:ss";
          default -> throw new TemplateFault("the date code '%" + code + "' is not supported");
        };
    return DateTimeFormatter.ofPattern(pattern, Locale.US).format(time);
  }
}
