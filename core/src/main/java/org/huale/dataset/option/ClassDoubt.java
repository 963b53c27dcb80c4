package org.huale.dataset.option;

/**
 * That the class numbers of a data set may not be counted as they were read.
 *
 * @param sure whether they cannot be: nothing should be learned from such classes
 * @param what in numbers: {@code all 57 rows have class numbers from 1 to 3, none has 0}
 * @param fromOne whether all of them fit where they are counted from 1
 */
public record ClassDoubt(boolean sure, String what, boolean fromOne) {}
