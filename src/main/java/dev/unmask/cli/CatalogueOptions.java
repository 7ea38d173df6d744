package dev.unmask.cli;

import dev.unmask.job.Domain;
import dev.unmask.job.Parameter;
import dev.unmask.job.Values;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// The knobs of the parameter catalogue as options: names, ranges, defaults and help come from
/// there.
final class CatalogueOptions {
  private static final int FIRST = 100;

  private CatalogueOptions() {}

  /// Adds one option for each parameter.
  static void add(CommandSpec spec, List<Parameter<?>> catalogue) {
    int order = FIRST;
    for (Parameter<?> p : catalogue) {
      boolean flag = p.domain() instanceof Domain.Flag;
      OptionSpec.Builder option =
          OptionSpec.builder("--" + p.name())
              .type(String.class)
              .order(order++)
              .description(description(p, flag));
      if (flag) {
        option.arity("0..1").fallbackValue("true").paramLabel("BOOL");
      } else {
        option.paramLabel(label(p));
      }
      spec.addOption(option.build());
    }
  }

  /// The values that were given; the rest are defaults.
  ///
  /// @throws dev.unmask.problem.Problem PARAMETER if one is not allowed
  static Values read(ParseResult parsed, List<Parameter<?>> catalogue) {
    return read(parsed, Values.defaults(catalogue));
  }

  /// The values that were given; the rest as they are in `base`.
  ///
  /// @throws dev.unmask.problem.Problem PARAMETER if one is not allowed
  static Values read(ParseResult parsed, Values base) {
    Values values = base;
    for (Parameter<?> p : base.catalogue()) {
      String text = parsed.matchedOptionValue("--" + p.name(), (String) null);
      if (text != null) {
        values = values.parsed(p, text);
      }
    }
    return values;
  }

  /// Whether the user set a parameter.
  static boolean given(ParseResult parsed, Parameter<?> parameter) {
    return parsed.matchedOptionValue("--" + parameter.name(), (String) null) != null;
  }

  private static String description(Parameter<?> p, boolean flag) {
    String fallback = p.fallback().toString();
    String allowed =
        flag
            ? ""
            : " Allowed: "
                + p.domain().words()
                + (fallback.isEmpty() ? "" : "; default " + fallback)
                + ".";
    // A percent sign would be read as a format by the help's printer.
    return (p.help() + allowed).replace("%", "%%");
  }

  private static String label(Parameter<?> p) {
    return switch (p.domain()) {
      case Domain.Whole _ -> "N";
      case Domain.Real _ -> "X";
      case Domain.Choice _ -> "NAME";
      default -> "TEXT";
    };
  }
}
