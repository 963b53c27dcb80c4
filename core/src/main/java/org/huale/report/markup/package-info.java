/** HTML and SVG under construction, tables as Markdown and LaTeX, and numbers as the report shows them. */
@NullMarked
package org.huale.report.markup;

import org.jspecify.annotations.NullMarked;
