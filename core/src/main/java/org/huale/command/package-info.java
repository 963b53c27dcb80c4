/** A detector that programs of the user's own train and detect with: what they are given, and what they leave. */
@NullMarked
package org.huale.command;

import org.jspecify.annotations.NullMarked;
