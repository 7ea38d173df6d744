package dev.unmask.text.jinja;

/// A piece of a template's source.
///
/// @param kind what it is
/// @param text its text: of data and of strings with escapes resolved
/// @param line where it stands, from 1
record Token(Kind kind, String text, int line) {
  enum Kind {
    DATA,
    VARIABLE_BEGIN,
    VARIABLE_END,
    BLOCK_BEGIN,
    BLOCK_END,
    NAME,
    STRING,
    INTEGER,
    FLOAT,
    OPERATOR,
    END
  }

  boolean isName(String name) {
    return kind == Kind.NAME && text.equals(name);
  }

  boolean isOperator(String operator) {
    return kind == Kind.OPERATOR && text.equals(operator);
  }

  String described() {
    return switch (kind) {
      case END -> "end of template";
      case VARIABLE_END -> "'}}'";
      case BLOCK_END -> "'%}'";
      case DATA, VARIABLE_BEGIN, BLOCK_BEGIN -> "text";
      case NAME, STRING, INTEGER, FLOAT, OPERATOR -> "'" + text + "'";
    };
  }
}
