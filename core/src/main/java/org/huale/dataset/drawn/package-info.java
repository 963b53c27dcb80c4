/**
 * What people drew in annotation tools: images by name, objects by the name of their class, outlines of many kinds. Most tools' files
 * say this and no more, so that a format of this kind is but a parser and a text.
 */
@NullMarked
package org.huale.dataset.drawn;

import org.jspecify.annotations.NullMarked;
