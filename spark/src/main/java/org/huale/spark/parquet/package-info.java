/** Predictions as Parquet files, on any file system that Hadoop knows; no Spark is needed to read or write them. */
@NullMarked
package org.huale.spark.parquet;

import org.jspecify.annotations.NullMarked;
