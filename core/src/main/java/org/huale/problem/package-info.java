/** What goes wrong with a user's input, told with its place: the exceptions the program prints and the problems it lists. */
@NullMarked
package org.huale.problem;

import org.jspecify.annotations.NullMarked;
