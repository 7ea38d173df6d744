/// Figures: drawn once as lines, areas and words, and written as SVG, PDF or PNG, or painted by the
/// window.
@NullMarked
package dev.unmask.session.figure;

import org.jspecify.annotations.NullMarked;
