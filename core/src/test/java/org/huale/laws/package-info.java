/** Seeds for laws: tests of what holds of every strategy, metric or reader, whatever the numbers. */
@NullMarked
package org.huale.laws;

import org.jspecify.annotations.NullMarked;
