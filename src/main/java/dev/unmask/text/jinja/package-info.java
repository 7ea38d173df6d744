/// The template language of chat templates: the part of Jinja that published checkpoints use, equal
/// to Python's jinja2 3.1 as transformers sets it up.
///
/// Templates are program text from strangers. They see plain values only (texts, numbers, truth
/// values, lists, maps); no Java object can be reached, and work, memory and depth have limits.
@NullMarked
package dev.unmask.text.jinja;

import org.jspecify.annotations.NullMarked;
