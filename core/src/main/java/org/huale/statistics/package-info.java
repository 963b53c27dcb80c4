/**
 * Repetitions compared: curves over a budget, and whether a difference is more than noise. Plain mathematics on numbers;
 * <b>n</b> is a number of repetitions or pairs. Every p-value is two-sided.
 */
@NullMarked
package org.huale.statistics;

import org.jspecify.annotations.NullMarked;
