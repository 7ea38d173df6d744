package dev.unmask.train;

import dev.unmask.checkpoint.Config;
import dev.unmask.network.FlowClasses;
import dev.unmask.network.FlowShape;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The classes that the supplies of a recipe belong to, for guidance of an L2D model.
///
/// @see "Large Language Models to Diffusion Finetuning, arXiv 2501.15781: classifier-free guidance"
final class RecipeClasses {
  /// The highest class.
  static final int MOST = 999;

  private static final JsonMapper JSON = new JsonMapper();

  private RecipeClasses() {}

  /// The start of a training whose flow has these classes: their number and the tasks that belong
  /// to each go into the hyper-parameters, and so into the checkpoint.
  ///
  /// @throws Problem PARAMETER if the objective knows no classes, or one of them has no supply
  static Recipe.Start in(Recipe.Start start, Objective objective, List<Recipe.Source> data) {
    int count = data.stream().mapToInt(Recipe.Source::label).max().orElse(-1) + 1;
    int said = start.flow().map(f -> f.integer(FlowClasses.COUNT, 0)).orElse(0);
    if (count == 0) {
      if (said > 0) {
        throw Recipe.range(
            "start.flow." + FlowClasses.COUNT, said, "0, since no supply of data has a class");
      }
      return start;
    }
    if (!(objective instanceof Objective.Flow)) {
      throw new Problem(
          Code.PARAMETER,
          "The recipe gives its data classes, which only the objective flow can learn.",
          "Leave class out of data, or choose the objective flow.");
    }
    IntStream.range(0, count)
        .filter(label -> data.stream().noneMatch(s -> s.label() == label))
        .findFirst()
        .ifPresent(
            label -> {
              throw new Problem(
                  Code.PARAMETER,
                  "The recipe has a class %d and none of its data is of class %d."
                      .formatted(count - 1, label),
                  "Count the classes from 0 without leaving one out.");
            });
    if (said != 0 && said != count) {
      throw Recipe.range(
          "start.flow." + FlowClasses.COUNT, said, "that of the classes of its data, " + count);
    }
    ObjectNode flow =
        start
            .flow()
            .map(f -> (ObjectNode) JSON.readTree(f.json()))
            .orElseGet(JSON::createObjectNode);
    flow.put(FlowClasses.COUNT, count);
    ObjectNode names = flow.putObject(FlowClasses.NAMES);
    names(data).forEach(names::put);
    Config merged = Config.parse("start.flow", flow.toString(), Recipe.REMEDY);
    return new Recipe.Start(
        start.model(), start.fresh(), start.changes(), start.mask(), Optional.of(merged));
  }

  private static SequencedMap<String, Integer> names(List<Recipe.Source> data) {
    SequencedMap<String, Integer> names = new LinkedHashMap<>();
    for (Recipe.Source source : data) {
      if (source.label() >= 0) {
        Integer before = names.putIfAbsent(source.task(), source.label());
        if (before != null && before != source.label()) {
          throw new Problem(
              Code.PARAMETER,
              "The recipe gives %s the classes %d and %d."
                  .formatted(source.task(), before, source.label()),
              "Give each task one class.");
        }
      }
    }
    return names;
  }

  /// Refuses supplies whose classes a flow does not have, that was trained before.
  ///
  /// @throws Problem PARAMETER
  static void check(List<Recipe.Source> data, FlowShape shape) {
    for (Recipe.Source source : data) {
      if (source.label() >= shape.classes().count()) {
        throw new Problem(
            Code.PARAMETER,
            "The data %s is of class %d, and the flow that is trained further has %s."
                .formatted(
                    source.name(),
                    source.label(),
                    shape.classes().any() ? "the classes " + shape.classes().words() : "none"),
            "Start from the base, or take the classes of the flow.");
      }
    }
  }
}
