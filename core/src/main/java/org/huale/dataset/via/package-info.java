/** The JSON formats of the VGG Image Annotator: projects and annotations of version 2. */
@NullMarked
package org.huale.dataset.via;

import org.jspecify.annotations.NullMarked;
