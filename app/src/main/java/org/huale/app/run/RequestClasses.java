package org.huale.app.run;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.huale.inbox.Inbox;
import org.huale.inbox.content.InboxRequest;
import org.huale.inbox.oracle.InboxOracle;
import org.huale.loop.folder.RunFolder;
import org.huale.revision.ClassHistory;
import org.huale.revision.ClassRenumbering;

/**
 * The classes of what people are asked for follow those of the run. The request whose answer the run has not written down yet is
 * in the inbox with the classes of when it was put there; boxes drawn so far get the numbers of now.
 */
final class RequestClasses {
    private RequestClasses() {}

    /** Does it, unless it is done or the run has asked for nothing. A crash in between is mended by the next call. */
    static void follow(RunFolder folder) {
        Optional<Inbox> there = Inbox.ofRun(folder.path(), Clock.systemUTC());
        if (there.isPresent()) {
            try (Inbox inbox = there.get()) {
                inbox.requests()
                        .of(InboxOracle.key(folder.nextToAnnotate()))
                        .ifPresent(request -> follow(inbox, request, folder.classes()));
            }
        }
    }

    /** Where the run never had the classes of the request, the oracle says so. */
    private static void follow(Inbox inbox, InboxRequest request, ClassHistory history) {
        history.since(request.classes())
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
