/**
 * Predictions that another program wrote to a file: COCO results, with class distributions, variances and mirrored images
 * where that program gives them. <b>K</b> is the number of classes.
 */
@NullMarked
package org.huale.acquire.file;

import org.jspecify.annotations.NullMarked;
