/** Runs that are compared: a matrix of them, each done by a process of its own. */
@NullMarked
package org.huale.app.benchmark;

import org.jspecify.annotations.NullMarked;
