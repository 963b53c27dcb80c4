/** Kinds of detectors, found on the class path; who uses a detector knows none of them. */
@NullMarked
package org.huale.detect.provider;

import org.jspecify.annotations.NullMarked;
