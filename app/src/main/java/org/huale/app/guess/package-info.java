/** What a run's detectors propose to annotators, and what they are told of the images. */
@NullMarked
package org.huale.app.guess;

import org.jspecify.annotations.NullMarked;
