package org.huale.report.html;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.huale.loop.folder.RunFolder;
import org.huale.problem.HualeException;
import org.huale.report.ComparisonFiles;
import org.huale.storage.FileFaults;
import org.huale.storage.InputFile;
import org.huale.storage.OwnFiles;

/** Where a page and its files are written, in which only those of an earlier report are replaced. */
record ReportFolder(Path page) {
    private static final String KIND = "report";
    private static final int OPENING = 4096;
    /** In the title of each page. */
    static final String TITLE = "HUALE report: ";

    Path folder() {
        return Objects.requireNonNullElse(page.toAbsolutePath().getParent(), page);
    }

    /**
     * @param names of the files beside the page
     * @throws HualeException where one of them, or the page, is there and none of a report
     */
    void claim(List<String> names) {
        List<String> all = new ArrayList<>(names);
        all.add(page.getFileName().toString());
        OwnFiles own = new OwnFiles(folder(), KIND);
        if (!own.isMarked() && holdsReport()) {
            own.adopt(all);
        }
        own.claim(all);
    }

    /** Deletes the charts of earlier reports that are none of these files, as of other data sets than there are now. */
    void deleteChartsBeside(List<String> names) {
        OwnFiles own = new OwnFiles(folder(), KIND);
        own.delete(own.held().stream()
                .filter(it -> ComparisonFiles.isChart(it) && !names.contains(it))
                .toList());
    }

    /** Whether an earlier version wrote a report there, which had no mark; a run's folder has files of the same names. */
    private boolean holdsReport() {
        if (RunFolder.holdsRun(folder())) {
            return false;
        }
        try (InputStream in = InputFile.open(page)) {
            return new String(in.readNBytes(OPENING), UTF_8).contains(TITLE);
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw new HualeException(page + ": " + FileFaults.unread(e), e);
        }
    }
}
