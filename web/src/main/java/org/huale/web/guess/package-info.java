/** Guesses for whoever asks for them, image by image. */
@NullMarked
package org.huale.web.guess;

import org.jspecify.annotations.NullMarked;
