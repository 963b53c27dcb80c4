/**
 * Hierarchical uncertainty aggregation, HUALE's selection: retrieval by entropy keeps <b>P</b> candidates, ranking orders
 * these by metrics of the image and its mirror image. Nguyen et al., IEEE BigData 2023, doi:10.1109/BigData59044.2023.10386534;
 * not the method of the same name by Park et al., ICLR 2023.
 */
@NullMarked
package org.huale.acquire.hua;

import org.jspecify.annotations.NullMarked;
