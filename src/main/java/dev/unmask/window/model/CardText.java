package dev.unmask.window.model;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Markdown as people read it in plain text. The patterns are bounded, since a card comes from a
/// stranger.
final class CardText {
  /// Tags of HTML; others are tokens that the card speaks of.
  private static final Pattern TAG =
      Pattern.compile(
          "(?i)</?(?:a|b|br|center|code|details|div|em|h[1-6]|hr|i|img|li|ol|p|picture|pre|source"
              + "|span|strong|sub|summary|sup|table|tbody|td|th|thead|tr|u|ul)\\b[^<>]{0,400}>");

  private static final Pattern IMAGE =
      Pattern.compile("!\\[([^\\[\\]\\n]{0,300})\\]\\([^()\\n]{0,500}\\)");
  private static final Pattern LINK =
      Pattern.compile("\\[([^\\[\\]\\n]{1,300})\\]\\(([^()\\s]{1,500})[^()\\n]{0,200}\\)");
  private static final Pattern AWAY = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]{0,20}:|//");
  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6}[ \\t]+(.*)$");
  private static final Pattern STRONG = Pattern.compile("\\*\\*([^*\\n]+)\\*\\*");
  private static final Pattern CODE = Pattern.compile("`([^`\\n]+)`");
  private static final Pattern ITEM = Pattern.compile("(?m)^([ \\t]*)[-*+][ \\t]+");
  private static final Pattern SOFT_BREAK =
      Pattern.compile("(?<=[^\\n])\\n(?=[^\\n\\s#>|`*+\\u2022-])");
  private static final Pattern EMPTY = Pattern.compile("\\n{3,}");
  private static final Pattern HIDDEN = Pattern.compile("[\\p{C}&&[^\\n\\t]]");

  private CardText() {}

  static String plain(String markdown) {
    String text = HIDDEN.matcher(markdown.replace("\r\n", "\n")).replaceAll("\uFFFD");
    text = withoutComments(text);
    text = IMAGE.matcher(text).replaceAll("$1");
    text = LINK.matcher(text).replaceAll(m -> Matcher.quoteReplacement(link(m)));
    text = TAG.matcher(text).replaceAll("");
    text = STRONG.matcher(text).replaceAll("$1");
    text = CODE.matcher(text).replaceAll("$1");
    text = ITEM.matcher(text).replaceAll("$1\u2022 ");
    text = SOFT_BREAK.matcher(text).replaceAll(" ");
    text = HEADING.matcher(text).replaceAll("$1");
    return EMPTY.matcher(text).replaceAll("\n\n").strip();
  }

  /// Where a link leads is said, unless that is another file of the same publisher.
  private static String link(MatchResult link) {
    boolean away = AWAY.matcher(link.group(2)).lookingAt();
    return away ? link.group(1) + " (" + link.group(2) + ")" : link.group(1);
  }

  /// A scan, since an expression takes seconds for a card of nothing but beginnings of comments.
  private static String withoutComments(String text) {
    StringBuilder out = new StringBuilder();
    int from = 0;
    int begin = text.indexOf("<!--");
    while (begin >= 0) {
      int end = text.indexOf("-->", begin + 4);
      if (end < 0) {
        break;
      }
      out.append(text, from, begin);
      from = end + 3;
      begin = text.indexOf("<!--", from);
    }
    return out.append(text, from, text.length()).toString();
  }
}
