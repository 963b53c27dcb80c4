/** The images that a user names. */
@NullMarked
package org.huale.app.data;

import org.jspecify.annotations.NullMarked;
