/** A run that people label for: its inbox as a desk, and the processes that train between requests. */
@NullMarked
package org.huale.web.session;

import org.jspecify.annotations.NullMarked;
