/** Pools of images on file systems that Hadoop knows: folders, lists, and tables with a column of paths or of bytes. */
@NullMarked
package org.huale.spark.images;

import org.jspecify.annotations.NullMarked;
