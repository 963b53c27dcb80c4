package org.huale.app.annotate;

import java.nio.file.Path;
import java.util.Optional;
import org.huale.app.run.FrozenRun;
import org.huale.app.run.GivenDetector;
import org.huale.problem.HualeException;

/**
 * What people have changed about a run, as far as it can be seen from outside.
 *
 * @param event the last of work in the inbox; 0 where there is no inbox, -1 where it cannot be read
 * @param files as {@link #files(Path)} tells them
 * @param hasPool whether the folder of images to choose from is there; true also where the run has none, or cannot be read
 */
record RunMark(long event, String files, boolean hasPool) {

    /** As the run is now. */
    static RunMark of(Path run, WatchedInbox inbox) {
        return new RunMark(lastEvent(inbox), files(run), hasPool(run));
    }

    /** A text that changes when a file with annotations does, or that of the detector which the run waits for. */
    static String files(Path run) {
        return LabeledFiles.in(run) + detector(run);
    }

    /** Nothing where others do not train it, or where the run cannot be read. */
    private static String detector(Path run) {
        try {
            return GivenDetector.of(run).map(GivenDetector::state).orElse("");
        } catch (HualeException e) {
            return "";
        }
    }

    private static boolean hasPool(Path run) {
        try {
            return !new FrozenRun(run).config().data().poolIsGone();
        } catch (HualeException e) {
            return true;
        }
    }

    private static long lastEvent(WatchedInbox inbox) {
        try {
            return inbox.ask(there -> Optional.of(there.events().lastOfWork())).orElse(0L);
        } catch (HualeException e) {
            return -1;
        }
    }
}
