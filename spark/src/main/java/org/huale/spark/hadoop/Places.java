package org.huale.spark.hadoop;

import java.net.URI;
import java.nio.file.Path;
import org.huale.problem.HualeException;

/** Places by the words of a user: paths of this machine, and URLs of file systems that Hadoop knows. */
public final class Places {

    /** Schemes of which one slash is enough to begin a URL, as alternatives of a pattern. */
    public static final String OF_ONE_SLASH = "file|hdfs|viewfs";

    private Places() {}

    public static boolean isUrl(String place) {
        return place.matches("[A-Za-z][A-Za-z0-9+.-]+:.*");
    }

    /**
     * The place as a URL, so that it means the same on other machines.
     *
     * @throws HualeException where it is none; as everywhere in Hadoop, blanks and percent signs stand for themselves
     */
    public static URI url(String place) {
        return isUrl(place)
                ? location(place).toUri()
                : Path.of(place).toAbsolutePath().normalize().toUri();
    }

    /** @throws HualeException where it is no URL */
    public static org.apache.hadoop.fs.Path location(String url) {
        try {
            return new org.apache.hadoop.fs.Path(url);
        } catch (IllegalArgumentException e) {
            throw new HualeException(url + ": not a URL: " + e.getMessage(), e);
        }
    }
}
