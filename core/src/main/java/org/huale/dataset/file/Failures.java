package org.huale.dataset.file;

import java.io.IOException;
import org.huale.storage.FileFaults;

/** Words for what the file system says. */
public final class Failures {
    private Failures() {}

    /** As {@link FileFaults#reason}. */
    public static String reason(IOException e) {
        return FileFaults.reason(e);
    }
}
