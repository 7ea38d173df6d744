package dev.unmask.cli;

import dev.unmask.job.AdapterFacts;
import dev.unmask.job.Inspection;
import dev.unmask.job.MemoryEstimate;
import dev.unmask.problem.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a model is, for programs.
final class InspectionJson {
  private InspectionJson() {}

  /// @param adapter what one does to it, if that was asked for
  /// @param digests SHA-256 by file name; empty if they were not asked for
  /// @param listed tensors, if they were asked for
  static String of(
      Inspection found,
      Optional<AdapterFacts> adapter,
      Map<String, String> digests,
      Optional<List<Inspection.TensorRow>> listed) {
    JsonText json = new JsonText().put("name", found.name());
    json.put("refused", found.refusals().stream().map(InspectionJson::problem).toList());
    json.put("notices", found.notices().stream().map(InspectionJson::problem).toList());
    found.summary().ifPresent(s -> summary(json, s));
    found.shape().ifPresent(n -> json.put("network", network(n)));
    json.put("types", found.types().stream().map(InspectionJson::type).toList());
    json.put("special", found.special().stream().map(InspectionJson::special).toList());
    JsonText needs = new JsonText();
    found.memory().forEach((dtype, need) -> needs.put(dtype, need(need)));
    json.put("needs", needs);
    json.put("generation", texts(found.generation()));
    adapter.ifPresent(a -> json.put("adapter", adapter(a)));
    if (!digests.isEmpty()) {
      json.put("sha256", texts(digests));
    }
    json.put("tensors", found.tensors().size());
    listed.ifPresent(l -> json.put("list", l.stream().map(InspectionJson::tensor).toList()));
    return json.text();
  }

  private static void summary(JsonText json, Inspection.Summary s) {
    json.put("format", s.format())
        .put("model_type", s.modelType())
        .put("architectures", String.join(", ", s.architectures()))
        .put("parameters", s.parameters())
        .put("bytes", s.bytes())
        .put("files", s.files())
        .put("licence", s.licence())
        .put("tags", String.join(", ", s.tags()))
        .put("remote_code", s.remoteCode())
        .put("fingerprint", s.fingerprint())
        .put("card", s.card());
  }

  private static JsonText network(Inspection.NetworkShape n) {
    return new JsonText()
        .put("family", n.family())
        .put("reads", n.reads())
        .put("shifted", n.shifted())
        .put("layers", n.layers())
        .put("width", n.width())
        .put("key_value_heads", n.heads())
        .put("head_width", n.headWidth())
        .put("vocabulary", n.vocabulary())
        .put("positions", n.positions());
  }

  private static JsonText problem(Problem p) {
    return new JsonText()
        .put("code", p.code().label())
        .put("sentence", p.sentence())
        .put("remedy", p.remedy());
  }

  private static JsonText type(Inspection.TypeShare t) {
    return new JsonText()
        .put("type", t.type())
        .put("tensors", t.tensors())
        .put("numbers", t.elements())
        .put("bytes", t.bytes());
  }

  private static JsonText special(Inspection.SpecialId s) {
    return new JsonText().put("role", s.role()).put("id", s.id()).put("text", s.text());
  }

  private static JsonText need(MemoryEstimate e) {
    return new JsonText()
        .put("weights", e.weights())
        .put("activations", e.activations())
        .put("canvas", e.canvas())
        .put("needed", e.needed())
        .put("free", e.free())
        .put("fits", e.fits());
  }

  private static JsonText tensor(Inspection.TensorRow t) {
    return new JsonText()
        .put("name", t.name())
        .put("type", t.type())
        .put("shape", t.shape())
        .put("bytes", t.bytes())
        .put("file", t.file());
  }

  private static JsonText adapter(AdapterFacts a) {
    return new JsonText()
        .put("matrices", a.matrices())
        .put("replaced", a.replaced())
        .put("scale", a.scale())
        .put("base", a.base())
        .put("fingerprint", a.fingerprint());
  }

  private static JsonText texts(Map<String, String> values) {
    JsonText json = new JsonText();
    values.forEach(json::put);
    return json;
  }
}
