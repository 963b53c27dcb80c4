/** The format of labelme: a JSON file for each image, beside it. */
@NullMarked
package org.huale.dataset.labelme;

import org.jspecify.annotations.NullMarked;
