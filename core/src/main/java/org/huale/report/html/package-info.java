/**
 * The report of runs as one HTML file that needs nothing else: no network, no fonts, and for its numbers no script. It is
 * written as well-formed XML, so that any parser can check it.
 */
@NullMarked
package org.huale.report.html;

import org.jspecify.annotations.NullMarked;
