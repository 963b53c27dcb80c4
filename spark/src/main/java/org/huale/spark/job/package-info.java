/** What a cluster is asked to do, and what its executors do. */
@NullMarked
package org.huale.spark.job;

import org.jspecify.annotations.NullMarked;
