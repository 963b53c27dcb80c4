/** The format of Common Objects in Context: one JSON file of images, categories and annotations, and lists of results. */
@NullMarked
package org.huale.dataset.coco;

import org.jspecify.annotations.NullMarked;
