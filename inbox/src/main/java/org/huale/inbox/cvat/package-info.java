/** CVAT as a door of the inbox, by its REST interface: a request goes out as a task, what is in completed jobs comes in. */
@NullMarked
package org.huale.inbox.cvat;

import org.jspecify.annotations.NullMarked;
