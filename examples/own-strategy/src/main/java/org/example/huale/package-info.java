/** A strategy and a metric that HUALE finds when this project's jar is on its class path. */
@NullMarked
package org.example.huale;

import org.jspecify.annotations.NullMarked;
