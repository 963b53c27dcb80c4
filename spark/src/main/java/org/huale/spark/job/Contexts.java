package org.huale.spark.job;

import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.huale.problem.HualeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Begins to use a cluster. Settings of Spark are its system properties, and what {@code spark-submit} says. */
public final class Contexts {
    private static final String EXECUTOR_FLAGS =
            "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0 -Djava.awt.headless=true --enable-native-access=ALL-UNNAMED";

    private static final String LIBRARY = "org.bytedeco.openblas.load";
    private static final List<String> MULTIPLICATION = List.of("MKL_CBWR", "MKL_DYNAMIC", "OPENBLAS_THREAD_TIMEOUT");

    private static final Logger LOG = LoggerFactory.getLogger(Contexts.class);
    private static final String MASTER = "spark.master";

    private Contexts() {}

    /**
     * Begins.
     *
     * @param url of the cluster; null for what {@code spark-submit} says
     * @throws HualeException where it cannot be used
     */
    public static JavaSparkContext begin(@Nullable String url) {
        return begin(url, new SparkConf());
    }

    static JavaSparkContext begin(@Nullable String url, SparkConf asked) {
        SparkConf conf = asked.clone();
        conf.setIfMissing("spark.app.name", "HUALE");
        conf.setIfMissing("spark.ui.showConsoleProgress", "false");
        if (url != null) {
            conf.set(MASTER, url);
            if (url.startsWith("local")) {
                conf.setIfMissing("spark.ui.enabled", "false");
            } else {
                conf.setIfMissing("spark.jars", WorkerJars.ofThisProgram());
            }
        }
        setUpExecutors(conf);
        return begun(conf);
    }

    /** What Spark throws is checked, although its methods do not say so. */
    private static JavaSparkContext begun(SparkConf conf) {
        try {
            return new JavaSparkContext(SparkContext.getOrCreate(conf));
        } catch (Exception e) {
            LOG.debug("{}", conf.get(MASTER, ""), e);
            String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new HualeException(
                    conf.get(MASTER, "no master") + ": cannot be used as a cluster of Spark: " + reason, e);
        }
    }

    /** Executors multiply with the library and the settings with which this process does: the last bits depend on them. */
    private static void setUpExecutors(SparkConf conf) {
        String library = System.getProperty(LIBRARY);
        String flag = library == null ? "" : " -D" + LIBRARY + "=" + library;
        conf.setIfMissing("spark.executor.extraJavaOptions", EXECUTOR_FLAGS + flag);
        for (String name : MULTIPLICATION) {
            String value = System.getenv(name);
            if (value != null) {
                conf.setIfMissing("spark.executorEnv." + name, value);
            }
        }
    }
}
