/** What stands in an inbox, and what is put into it: records that know no file. */
@NullMarked
package org.huale.inbox.content;

import org.jspecify.annotations.NullMarked;
