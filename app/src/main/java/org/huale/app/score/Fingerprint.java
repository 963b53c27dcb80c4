package org.huale.app.score;

import java.io.IOException;
import java.nio.file.Path;
import org.huale.problem.HualeException;
import org.huale.storage.FileFaults;
import org.huale.storage.Sha256;

/** SHA-256 of a file that the user named. */
final class Fingerprint {

    private Fingerprint() {}

    static String of(Path file) {
        try {
            return Sha256.of(file);
        } catch (IOException e) {
            throw new HualeException(file + ": " + FileFaults.unread(e), e);
        }
    }
}
