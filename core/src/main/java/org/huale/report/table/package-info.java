/** The tables of a comparison, and how they are written: Markdown, LaTeX, CSV. */
@NullMarked
package org.huale.report.table;

import org.jspecify.annotations.NullMarked;
