/**
 * Consistency-based active learning for object detection (CALD; Yu et al., arXiv 2103.10374): images whose detections change
 * in disturbed views, and of these the ones whose classes are missing among the annotations.
 */
@NullMarked
package org.huale.acquire.cald;

import org.jspecify.annotations.NullMarked;
