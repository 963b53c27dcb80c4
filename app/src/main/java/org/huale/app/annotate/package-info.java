/** What people do with a run that waits for them, away from its folders: take work out, bring it back, wait. */
@NullMarked
package org.huale.app.annotate;

import org.jspecify.annotations.NullMarked;
