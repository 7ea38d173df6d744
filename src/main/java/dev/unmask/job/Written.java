package dev.unmask.job;

import dev.unmask.diffusion.Frame;
import dev.unmask.diffusion.Role;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// The text that a run has written, as a person wants to read it: without special tokens, and up to
/// the first end of a text that the model wrote (a fixed canvas goes on after it).
///
/// @param answer what stands from the first written position on
/// @param whole the same with all that was given before it
public record Written(String answer, String whole) {
  /// The text of a frame; masks that are left count as nothing.
  public static Written of(Frame frame, ModelCard card, TokenTexts tokens) {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    boolean begun = false;
    for (int i = 0; i < frame.length(); i++) {
      Role role = frame.role(i);
      begun |= role != Role.GIVEN;
      int id = frame.ids()[i];
      if (role == Role.REVEALED && id == card.eosId()) {
        break;
      }
      if (role != Role.MASKED && !tokens.special(id)) {
        byte[] bytes = tokens.bytes(id);
        whole.writeBytes(bytes);
        if (begun) {
          answer.writeBytes(bytes);
        }
      }
    }
    return new Written(
        answer.toString(StandardCharsets.UTF_8).strip(),
        whole.toString(StandardCharsets.UTF_8).strip());
  }
}
