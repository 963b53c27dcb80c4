/** What an experiment was meant to be, before its first run, and what deviates from that. */
@NullMarked
package org.huale.report.plan;

import org.jspecify.annotations.NullMarked;
