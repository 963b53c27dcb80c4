/** HTML and SVG under construction. */
@NullMarked
package org.huale.report.markup;

import org.jspecify.annotations.NullMarked;
