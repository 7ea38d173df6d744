/// The walls between the rooms, as rules with reasons, and proof that each rule finds a trespass.
@NullMarked
package dev.unmask.rooms;

import org.jspecify.annotations.NullMarked;
