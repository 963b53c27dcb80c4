/** File systems that Hadoop knows, seen as those of {@code java.nio.file}, so that whoever reads a file can read theirs. */
@NullMarked
package org.huale.spark.hadoop;

import org.jspecify.annotations.NullMarked;
