/// Model families as data: which config keys, which tensor names, which program; and the models
/// that come out of it.
///
/// A network answers one question: given a canvas, which tokens does it believe in at the wanted
/// positions? The reduction over the vocabulary happens inside the engine.
@NullMarked
package dev.unmask.network;

import org.jspecify.annotations.NullMarked;
