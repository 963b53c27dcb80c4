package org.huale.app.run;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.huale.inbox.Inbox;
import org.huale.inbox.content.InboxRequest;
import org.huale.inbox.oracle.InboxOracle;
import org.huale.loop.folder.RunFolder;
import org.huale.revision.ClassHistory;
import org.huale.revision.ClassRenumbering;

/**
 * The classes of what people are asked for follow those of the run. A request whose answer the run has not written down yet is
 * in the inbox with the classes of when it was put there; boxes drawn so far get the numbers of now. Where the answer is only asked
 * for again, the request keeps the classes that it was answered in.
 */
final class RequestClasses {
    private RequestClasses() {}

    /** Does it, unless it is done or the run has asked for nothing. A crash in between is mended by the next call. */
    static void follow(RunFolder folder) {
        Optional<Inbox> there = Inbox.ofRun(folder.path(), Clock.systemUTC());
        if (there.isPresent()) {
            try (Inbox inbox = there.get()) {
                IntStream.iterate(folder.nextToAnnotate(), cycle -> cycle + 1)
                        .mapToObj(cycle -> inbox.requests().of(InboxOracle.key(cycle)))
                        .takeWhile(Optional::isPresent)
                        .forEach(request -> follow(inbox, request.orElseThrow(), folder.classes()));
            }
        }
    }

    /** Where the run never had the classes of the request, the oracle says so. */
    private static void follow(Inbox inbox, InboxRequest request, ClassHistory history) {
        int cycle = InboxOracle.cycle(request.key()).orElseThrow();
        history.toRequest(cycle, request.classes())
                .filter(change -> !change.isNone())
                .ifPresent(change -> inbox.requests().changeClasses(request.key(), change.to(), numbers(change)));
    }

    private static Map<Integer, Integer> numbers(ClassRenumbering change) {
        Map<Integer, Integer> numbers = new HashMap<>();
        for (int old = 0; old < change.places().size(); old++) {
            numbers.put(old, change.places().get(old));
        }
        return numbers;
    }
}
