package org.huale.spark.hadoop;

import java.net.URI;
import java.nio.file.Path;

/** Places by the words of a user: paths of this machine, and URLs of file systems that Hadoop knows. */
public final class Places {

    private Places() {}

    public static boolean isUrl(String place) {
        return place.matches("[A-Za-z][A-Za-z0-9+.-]+:.*");
    }

    /** The place as a URL, so that it means the same on other machines. */
    public static URI url(String place) {
        return isUrl(place)
                ? URI.create(place)
                : Path.of(place).toAbsolutePath().normalize().toUri();
    }
}
