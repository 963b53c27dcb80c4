/** What annotators leave beside annotations: images that they set aside, and names that classes had when images were handed out. */
@NullMarked
package org.huale.dataset.aside;

import org.jspecify.annotations.NullMarked;
