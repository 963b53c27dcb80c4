/** How likely a detection is to be right, learned from labeled images; for strategies that want probabilities they can trust. */
@NullMarked
package org.huale.acquire.calibration;

import org.jspecify.annotations.NullMarked;
