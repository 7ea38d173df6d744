package dev.unmask.window.form;

import dev.unmask.diffusion.Role;
import dev.unmask.job.DenoiseSpec;
import dev.unmask.job.PositionEntries;
import dev.unmask.job.SamplerParameters;
import dev.unmask.job.StartCanvas;
import dev.unmask.job.TokenTexts;
import dev.unmask.window.canvas.Marks;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Which positions of a spec the user pinned or limited.
public final class Marking {
  private static final Pattern IDS = Pattern.compile("#\\d{1,8}(?:,\\s*#\\d{1,8})*");

  private Marking() {}

  /// The marks of a draft.
  ///
  /// @param open its canvas before anything was pinned
  static Marks of(DenoiseSpec spec, StartCanvas open) {
    Set<Integer> pinned = new HashSet<>();
    for (int p = 0; p < open.length(); p++) {
      if (open.roles()[p] == Role.MASKED.code() && given(spec.canvas(), p)) {
        pinned.add(p);
      }
    }
    return new Marks(pinned, allowed(spec));
  }

  /// The marks of a run, whose canvas holds the pinned tokens.
  ///
  /// @param tokens what its ids look like
  public static Marks of(DenoiseSpec spec, TokenTexts tokens) {
    Set<Integer> pinned = new HashSet<>();
    StartCanvas canvas = spec.canvas();
    String pins = spec.settings().get(SamplerParameters.PINS);
    for (PositionEntries.Entry pin : PositionEntries.read(pins, canvas, "Pins").entries()) {
      boolean ids = IDS.matcher(pin.text()).matches();
      int wanted = ids ? pin.text().split(",", -1).length : pin.text().length();
      int had = 0;
      for (int p = pin.from(); p < canvas.length() && given(canvas, p) && had < wanted; p++) {
        pinned.add(p);
        had += ids ? 1 : Math.max(1, tokens.text(canvas.ids()[p]).length());
      }
    }
    return new Marks(pinned, allowed(spec));
  }

  private static Map<Integer, String> allowed(DenoiseSpec spec) {
    Map<Integer, String> out = new HashMap<>();
    StartCanvas canvas = spec.canvas();
    String allow = spec.settings().get(SamplerParameters.ALLOW);
    for (PositionEntries.Entry e : PositionEntries.read(allow, canvas, "Allowed").entries()) {
      for (int p = e.from(); p <= e.to(); p++) {
        if (!given(canvas, p)) {
          out.put(p, e.text());
        }
      }
    }
    return out;
  }

  private static boolean given(StartCanvas canvas, int position) {
    return canvas.roles()[position] == Role.GIVEN.code();
  }
}
