package dev.unmask.text.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Parses a template into statements.
///
/// @see "jinja2 3.1, parser.py"
final class StatementParser {
  private static final Set<String> OTHER_FILES =
      Set.of("include", "import", "from", "extends", "block");

  private final TokenStream in;
  private final ExpressionParser expressions;
  private int loops;

  private StatementParser(TokenStream in) {
    this.in = in;
    this.expressions = new ExpressionParser(in);
  }

  /// @throws TemplateFault if the source is not a template
  static List<Stmt> parse(String source) {
    return new StatementParser(new TokenStream(Lexer.tokens(source))).body(Set.of());
  }

  /// Everything up to a tag whose name is one of `ends`, with that name still to be read; up to the
  /// end of the template if there are none.
  private List<Stmt> body(Set<String> ends) {
    in.enter();
    List<Stmt> body = new ArrayList<>();
    while (in.current().kind() != Token.Kind.END) {
      Token token = in.next();
      if (token.kind() == Token.Kind.DATA) {
        body.add(new Stmt.Data(token.text()));
      } else if (token.kind() == Token.Kind.VARIABLE_BEGIN) {
        body.add(new Stmt.Output(expressions.tuple(true, "", false), token.line()));
        in.expect(Token.Kind.VARIABLE_END, "'}}'");
      } else if (ends.contains(in.current().text()) && in.current().kind() == Token.Kind.NAME) {
        in.leave();
        return body;
      } else {
        body.add(statement());
        in.expect(Token.Kind.BLOCK_END, "'%}'");
      }
    }
    if (!ends.isEmpty()) {
      throw in.fault("a block does not end: " + String.join(" or ", new TreeSet<>(ends)));
    }
    in.leave();
    return body;
  }

  /// The body of a block whose tag has just been read, up to and with the name of its end.
  private List<Stmt> block(String end) {
    List<Stmt> body = openBlock(Set.of(end));
    in.expectName(end);
    return body;
  }

  private List<Stmt> openBlock(Set<String> ends) {
    in.skipOperator(":");
    in.expect(Token.Kind.BLOCK_END, "'%}'");
    return body(ends);
  }

  private Stmt statement() {
    Token name = in.expect(Token.Kind.NAME, "the name of a tag");
    if (OTHER_FILES.contains(name.text())) {
      throw new TemplateFault("a chat template cannot use other files ('" + name.text() + "')")
          .atLine(name.line());
    }
    return switch (name.text()) {
      case "if" -> ifs();
      case "for" -> loop(name.line());
      case "set" -> set(name.line());
      case "macro" -> macro();
      case "call" -> callBlock();
      case "filter" ->
          new Stmt.FilterBlock(
              expressions.filterChain(Stmt.INNER), block("endfilter"), name.line());
      case "with" -> with(name.line());
      case "generation" -> new Stmt.Group(block("endgeneration"));
      case "print" -> new Stmt.Output(expressions.expression(), name.line());
      case "break" -> inLoop(new Stmt.Break());
      case "continue" -> inLoop(new Stmt.Continue());
      default ->
          throw new TemplateFault("the tag '" + name.text() + "' is not known").atLine(name.line());
    };
  }

  private Stmt inLoop(Stmt statement) {
    if (loops == 0) {
      throw in.fault("break and continue need a loop");
    }
    return statement;
  }

  private Stmt ifs() {
    List<Stmt.Branch> branches = new ArrayList<>();
    Set<String> ends = Set.of("elif", "else", "endif");
    branches.add(new Stmt.Branch(expressions.tuple(false, "", false), openBlock(ends)));
    while (in.skipName("elif")) {
      branches.add(new Stmt.Branch(expressions.tuple(false, "", false), openBlock(ends)));
    }
    if (in.skipName("else")) {
      branches.add(new Stmt.Branch(new Expr.Constant(true), openBlock(Set.of("endif"))));
    }
    in.expectName("endif");
    return new Stmt.If(branches);
  }

  private Stmt loop(int line) {
    Expr goal = expressions.goal(false, "in");
    in.expectName("in");
    Expr items = expressions.tuple(false, "recursive", false);
    Optional<Expr> test =
        in.skipName("if") ? Optional.of(expressions.expression()) : Optional.empty();
    boolean recursive = in.skipName("recursive");
    loops++;
    List<Stmt> body = openBlock(Set.of("endfor", "else"));
    loops--;
    List<Stmt> otherwise = List.of();
    if (in.skipName("else")) {
      otherwise = openBlock(Set.of("endfor"));
    }
    in.expectName("endfor");
    return new Stmt.For(goal, items, test, body, otherwise, recursive, line);
  }

  private Stmt set(int line) {
    Expr goal = expressions.goal(true, "");
    if (in.skipOperator("=")) {
      return new Stmt.Set(goal, expressions.tuple(true, "", false), line);
    }
    Optional<Expr> filters =
        in.skipOperator("|") ? Optional.of(expressions.filterChain(Stmt.INNER)) : Optional.empty();
    return new Stmt.SetBlock(goal, filters, block("endset"), line);
  }

  private Stmt.Macro macro() {
    String name = expressions.name();
    return macro(name, parameters(), "endmacro");
  }

  /// The body is outside of any loop: it can be called from anywhere.
  private Stmt.Macro macro(String name, List<Stmt.Parameter> parameters, String end) {
    int start = in.position();
    int outer = loops;
    loops = 0;
    List<Stmt> body = block(end);
    loops = outer;
    return new Stmt.Macro(
        name, parameters, body, in.mentions("varargs", start), in.mentions("kwargs", start));
  }

  private List<Stmt.Parameter> parameters() {
    in.expectOperator("(");
    List<Stmt.Parameter> parameters = new ArrayList<>();
    while (!in.isOperator(")")) {
      String name = expressions.name();
      Optional<Expr> preset =
          in.skipOperator("=") ? Optional.of(expressions.expression()) : Optional.empty();
      parameters.add(new Stmt.Parameter(name, preset));
      if (!in.isOperator(")")) {
        in.expectOperator(",");
      }
    }
    in.next();
    return parameters;
  }

  private Stmt callBlock() {
    List<Stmt.Parameter> parameters = in.isOperator("(") ? parameters() : List.of();
    if (!(expressions.expression() instanceof Expr.Call call)) {
      throw in.fault("expected a call");
    }
    return new Stmt.CallBlock(macro("caller", parameters, "endcall"), call);
  }

  private Stmt with(int line) {
    List<Expr> goals = new ArrayList<>();
    List<Expr> values = new ArrayList<>();
    while (in.current().kind() != Token.Kind.BLOCK_END) {
      if (!goals.isEmpty()) {
        in.expectOperator(",");
      }
      goals.add(new Expr.Name(expressions.name(), line));
      in.expectOperator("=");
      values.add(expressions.expression());
    }
    return new Stmt.With(goals, values, block("endwith"), line);
  }
}
