/** The server of the page: who may ask what, and how answers travel. */
@NullMarked
package org.huale.web.server;

import org.jspecify.annotations.NullMarked;
