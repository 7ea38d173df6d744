package dev.unmask.task.file;

import java.util.List;

/// One thing to be solved, with what is right.
public sealed interface Item {
  /// Its name in the data, stable over runs.
  String id();

  /// What is asked, for a person.
  String asked();

  /// What would be right, for a person.
  String target();

  /// A text to be written, alone or into a text.
  ///
  /// @param prompt a question that goes through the chat template of a model that has one; may be
  ///     empty
  /// @param before text that stands before what is written, as it is
  /// @param after text that stands behind it, as it is
  /// @param room how many tokens there are for it
  /// @param whole whether the text around the gap is one as models are trained on it: texts of
  ///     special tokens count as those tokens, and the end of the text stands behind
  /// @param targets what is right, the first of them the usual answer
  /// @param judge says how right a text is
  record Writing(
      String id,
      String prompt,
      String before,
      String after,
      boolean whole,
      Room room,
      List<String> targets,
      Judge judge)
      implements Item {
    public Writing {
      targets = List.copyOf(targets);
    }

    /// A gap in plain text.
    public Writing(
        String id,
        String prompt,
        String before,
        String after,
        Room room,
        List<String> targets,
        Judge judge) {
      this(id, prompt, before, after, false, room, targets, judge);
    }

    @Override
    public String asked() {
      return prompt + before + (after.isEmpty() ? "" : " ___ " + after);
    }

    @Override
    public String target() {
      return targets.getFirst();
    }
  }

  /// One of several texts to be chosen as the likeliest.
  ///
  /// @param right index of the right option
  record Choice(String id, List<Option> options, int right) implements Item {
    public Choice {
      options = List.copyOf(options);
      if (right < 0 || right >= options.size()) {
        throw new IllegalArgumentException("option " + right);
      }
    }

    @Override
    public String asked() {
      return options.getFirst().before();
    }

    @Override
    public String target() {
      return options.get(right).scored();
    }
  }

  /// @param before text that is given
  /// @param scored text whose likelihood counts
  record Option(String before, String scored) {}

  /// A text whose likelihood is measured.
  ///
  /// @param prompt a question that goes through the chat template of a model that has one, and to
  ///     which the text is the whole answer, its end included; may be empty
  /// @param text what is scored
  record Passage(String id, String prompt, String text) implements Item {
    /// A text by itself.
    public Passage(String id, String text) {
      this(id, "", text);
    }

    @Override
    public String asked() {
      return prompt.isEmpty() ? text : prompt;
    }

    @Override
    public String target() {
      return prompt.isEmpty() ? "" : text;
    }
  }
}
