/** CVAT XML 1.1 for images: one XML file with a list of labels, images and their shapes. */
@NullMarked
package org.huale.dataset.cvat;

import org.jspecify.annotations.NullMarked;
