/** {@code huale demo}. */
@NullMarked
package org.huale.cli.demo;

import org.jspecify.annotations.NullMarked;
