/** Label Studio as a door of the inbox, by its REST interface: requests go out as tasks, what is submitted comes in. */
@NullMarked
package org.huale.inbox.labelstudio;

import org.jspecify.annotations.NullMarked;
