/**
 * The images that cover the classes. <b>K</b> is the number of classes, <b>M</b> of candidates, <b>B</b> the budget.
 */
@NullMarked
package org.huale.acquire.coverage;

import org.jspecify.annotations.NullMarked;
