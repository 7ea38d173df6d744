package dev.unmask.task;

/// What can be wrong with a chain of equations.
public enum Flaw {
  /// Something in the text is neither an equation nor the result, or there is no equation.
  UNREADABLE("the text is not a chain of equations"),
  /// An equation is not true.
  FALSE_EQUATION("an equation is wrong"),
  /// A number comes neither from the question nor from an earlier equation.
  STRANGE_NUMBER("a number comes from nowhere"),
  /// A result is not used, or in a countdown a number.
  UNUSED("a result is not used"),
  /// The result after `####` is not that of the last equation.
  OTHER_RESULT("the chain ends in another number"),
  /// The equations are not those that were asked.
  NOT_ASKED("other equations were asked");

  private final String words;

  Flaw(String words) {
    this.words = words;
  }

  /// For a person.
  public String words() {
    return words;
  }
}
