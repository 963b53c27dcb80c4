/** Charts as SVG, the same in the page and in files. */
@NullMarked
package org.huale.report.chart;

import org.jspecify.annotations.NullMarked;
