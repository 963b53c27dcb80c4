package org.huale.spark;

import org.huale.problem.HualeException;

/** Spark's jars, which are the cluster's and not this program's. */
final class SparkJars {

    private SparkJars() {}

    /** @throws HualeException saying how to get them where they are not on the class path */
    static void require(String wish) {
        try {
            Class.forName("org.apache.spark.SparkContext", false, SparkJars.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new HualeException(
                    wish + " needs the jars of Spark 4 for Scala 2.13: unpack Spark and set SPARK_HOME to its folder;"
                            + " bin/huale then takes what is in $SPARK_HOME/jars",
                    e);
        }
    }
}
