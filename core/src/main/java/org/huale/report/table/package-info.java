/** The tables of a comparison, and how they are written: Markdown, LaTeX, CSV. That of the cycles is read as well. */
@NullMarked
package org.huale.report.table;

import org.jspecify.annotations.NullMarked;
