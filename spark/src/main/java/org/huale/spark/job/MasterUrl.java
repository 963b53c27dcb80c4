package org.huale.spark.job;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.ServiceLoader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.scheduler.ExternalClusterManager;
import org.huale.problem.HualeException;

/**
 * The name of a cluster as Spark takes it, by the rules of Spark's {@code SparkContext.createTaskScheduler}, which asks so late
 * that a run has trained by then.
 */
public final class MasterUrl {
    private static final String STANDALONE = "spark://";
    private static final Pattern LOCAL = Pattern.compile("local(?:\\[([0-9]+|\\*)(?:\\s*,\\s*[0-9]+)?])?");
    private static final Pattern LOCAL_CLUSTER =
            Pattern.compile("local-cluster\\[\\s*[0-9]+\\s*,\\s*[0-9]+\\s*,\\s*[0-9]+\\s*]");

    private MasterUrl() {}

    /** @throws HualeException where Spark, as it is on the class path, would refuse it */
    public static void require(String url) {
        if (!(isLocal(url) || isStandalone(url) || isOfOthers(url))) {
            throw new HualeException(
                    url + ": is no cluster that this Spark knows; spark://HOST:PORT, local, local[N] with N threads, at"
                            + " least 1, or *, and, where Spark has their jars, yarn and k8s://HOST:PORT are");
        }
    }

    private static boolean isLocal(String url) {
        Matcher local = LOCAL.matcher(url);
        if (local.matches()) {
            return local.group(1) == null || !local.group(1).matches("0+");
        }
        return LOCAL_CLUSTER.matcher(url).matches();
    }

    private static boolean isStandalone(String url) {
        return url.startsWith(STANDALONE)
                && Arrays.stream(url.substring(STANDALONE.length()).split(",")).allMatch(MasterUrl::isHostAndPort);
    }

    private static boolean isHostAndPort(String master) {
        try {
            URI uri = new URI(STANDALONE + master);
            boolean alone = uri.getUserInfo() == null && (STANDALONE + uri.getAuthority()).equals(uri.toString());
            return alone && uri.getHost() != null && uri.getPort() >= 0;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** YARN, Kubernetes, and whatever else has brought its jars. */
    private static boolean isOfOthers(String url) {
        return ServiceLoader.load(ExternalClusterManager.class).stream()
                .anyMatch(manager -> manager.get().canCreate(url));
    }
}
