package org.huale.app.annotate;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;
import org.huale.inbox.Inbox;
import org.huale.problem.HualeException;

/**
 * The inbox of a run that is looked at again and again. Each look opens the file, as it may appear, vanish or be replaced in
 * between. Only the first look of a wait, and the next one after a fault, checks the whole file, which takes long where it is large.
 */
final class WatchedInbox {
    private final Path run;
    private boolean isChecked;

    /** @param run the run's folder */
    WatchedInbox(Path run) {
        this.run = run;
    }

    /**
     * What the inbox answers; empty where there is none.
     *
     * @throws HualeException where it cannot be read
     */
    <T> Optional<T> ask(Function<Inbox, Optional<T>> question) {
        Optional<Inbox> there = opened();
        if (there.isEmpty()) {
            return Optional.empty();
        }
        try (Inbox inbox = there.get()) {
            Optional<T> answer = question.apply(inbox);
            isChecked = true;
            return answer;
        }
    }

    private Optional<Inbox> opened() {
        boolean wasChecked = isChecked;
        checkNext(); // unless nothing goes wrong now
        return wasChecked ? Inbox.ofRunAgain(run, Clock.systemUTC()) : Inbox.ofRun(run, Clock.systemUTC());
    }

    /** Has the next look check the file, as after a time in which nobody looked. */
    void checkNext() {
        isChecked = false;
    }
}
