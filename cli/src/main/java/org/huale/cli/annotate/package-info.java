/** Commands around annotating: the page to label in, and finished work taken out and brought in. */
@NullMarked
package org.huale.cli.annotate;

import org.jspecify.annotations.NullMarked;
