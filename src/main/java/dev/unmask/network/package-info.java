/// Model families as data: which config keys, which tensor names, which program; and the models
/// that come out of it.
///
/// A network answers one question: given a canvas, which tokens does it believe in at the wanted
/// positions? Logits stay where they are made: only what is left of the vocabulary comes back.
@NullMarked
package dev.unmask.network;

import org.jspecify.annotations.NullMarked;
