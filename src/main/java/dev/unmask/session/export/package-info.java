/// What a session holds, as files that other programs read: CSV, JSONL, lm-eval's folders, figures.
@NullMarked
package dev.unmask.session.export;

import org.jspecify.annotations.NullMarked;
