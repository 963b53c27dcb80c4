/** The module's front door: detectors and training for the rest of the program. No type of the binding shows here. */
@NullMarked
package org.huale.torch;

import org.jspecify.annotations.NullMarked;
