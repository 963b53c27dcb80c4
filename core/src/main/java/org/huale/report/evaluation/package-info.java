/** An evaluation as text, JSON, CSV and charts. */
@NullMarked
package org.huale.report.evaluation;

import org.jspecify.annotations.NullMarked;
