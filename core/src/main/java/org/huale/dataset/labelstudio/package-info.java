/** Label Studio's JSON: tasks with annotations and predictions, in full and short form. */
@NullMarked
package org.huale.dataset.labelstudio;

import org.jspecify.annotations.NullMarked;
