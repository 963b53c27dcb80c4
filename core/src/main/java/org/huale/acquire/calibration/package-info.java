/** How far a detector can be believed, by the labeled images: which classes it cannot know, and how likely a detection is to be right. */
@NullMarked
package org.huale.acquire.calibration;

import org.jspecify.annotations.NullMarked;
