package dev.unmask.window.form;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.job.PresetGroup;
import dev.unmask.job.Presets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SamplerListTest {
  private final SamplerList list =
      new SamplerList(p -> p.name().equals("wino") ? "Not with this model." : "");

  private List<String> shown() {
    return list.rows().stream()
        .filter(SamplerList.Row.Choice.class::isInstance)
        .map(r -> ((SamplerList.Row.Choice) r).preset().name())
        .toList();
  }

  @Test
  void everyPresetStandsOnOneShelf() {
    list.narrow("");
    assertEquals(
        Presets.all().stream().map(p -> p.name()).sorted().toList(),
        shown().stream().sorted().toList());
    assertTrue(Arrays.stream(PresetGroup.values()).noneMatch(g -> g.presets().isEmpty()));
    assertEquals(Presets.all().size() + " samplers", list.note().get());
  }

  @Test
  void typingNarrowsByEveryWord() {
    list.narrow("Dream entropy");
    assertEquals(List.of("dream-entropy"), shown());
    list.narrow("2502.03540");
    assertEquals(List.of("p2"), shown());
    list.narrow("zebra");
    assertEquals("No sampler has these words.", list.note().get());
  }

  @Test
  void keysPassHeadingsAndWhatDoesNotFit() {
    list.narrow("wino");
    assertEquals(-1, list.next(-1, 1), "the only one does not fit");
    list.narrow("");
    int wino = list.line("wino");
    assertFalse(list.rows().get(wino).open());
    assertEquals(wino + 1, list.next(wino - 1, 1));
    assertTrue(list.rows().get(list.next(-1, 1)) instanceof SamplerList.Row.Choice);
  }
}
