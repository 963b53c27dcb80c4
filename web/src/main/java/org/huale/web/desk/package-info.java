/** What the page asks for and is told, without a word of HTTP: the records are its JSON. */
@NullMarked
package org.huale.web.desk;

import org.jspecify.annotations.NullMarked;
