package org.huale.dataset.drawn;

import java.nio.file.Path;
import org.huale.dataset.file.Bounds;
import org.huale.dataset.file.Findings;
import org.huale.dataset.file.JsonStream;
import org.huale.storage.InputFile;

/**
 * A file to read.
 *
 * @param file itself
 * @param name in findings
 * @param shown name in errors
 * @param findings take what is noticed
 */
public record Source(Path file, String name, String shown, Findings findings) {
    private static final long MOST_BYTES = 1L << 30;

    static Source of(Path file, Findings findings) {
        return new Source(file, String.valueOf(file.getFileName()), file.toString(), findings);
    }

    public static Source within(Path folder, String file, Findings findings) {
        return new Source(folder.resolve(file), file, file, findings);
    }

    /** @throws org.huale.problem.HualeException where the file is too large to be held in memory */
    public Source bounded() {
        Bounds.requireAtMost(MOST_BYTES, file);
        return this;
    }

    public JsonStream json() {
        return new JsonStream(shown, () -> InputFile.open(file));
    }
}
