/**
 * Views of images beyond the mirror image: smaller, turned, noisy, with parts covered or pasted elsewhere. The same view
 * of an image always has the same pixels.
 */
@NullMarked
package org.huale.detect.view;

import org.jspecify.annotations.NullMarked;
