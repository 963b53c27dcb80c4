package org.huale.app.run;

import java.time.Clock;
import java.util.Collections;
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
 * for again, the request keeps the classes that it was answered in, or gets them back.
 */
final class RequestClasses {
    private RequestClasses() {}

    /**
     * Does it, unless it is done or the run has asked for nothing, and closes what the run has the answers of. A crash in between is mended
     * by the next call.
     */
    static void follow(RunFolder folder) {
        Optional<Inbox> there = Inbox.ofRun(folder.path(), Clock.systemUTC());
        if (there.isPresent()) {
            try (Inbox inbox = there.get()) {
                int next = folder.nextToAnnotate();
                InboxOracle.closeBefore(inbox, next);
                IntStream.iterate(next, cycle -> cycle + 1)
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
                .ifPresentOrElse(
                        change -> goOn(inbox, request, change),
                        () -> history.sinceRequest(cycle, request.classes())
                                .ifPresent(since -> goBack(inbox, request, since)));
    }

    private static void goOn(Inbox inbox, InboxRequest request, ClassRenumbering change) {
        if (!change.isNone()) {
            inbox.requests().changeClasses(request.key(), change.to(), numbers(change));
        }
    }

    /**
     * An earlier version had requests follow also where their answers were only asked for again. A box of a class that was merged or
     * added since does not tell which class of then it is: the request stays then, and the oracle says what can be done.
     */
    private static void goBack(Inbox inbox, InboxRequest request, ClassRenumbering since) {
        Map<Integer, Integer> numbers = numbersOfThen(since);
        if (numbers.keySet().containsAll(inbox.requests().classesInUse(request.key()))) {
            inbox.requests().changeClasses(request.key(), since.from(), numbers);
        }
    }

    private static Map<Integer, Integer> numbers(ClassRenumbering change) {
        Map<Integer, Integer> numbers = new HashMap<>();
        for (int old = 0; old < change.places().size(); old++) {
            numbers.put(old, change.places().get(old));
        }
        return numbers;
    }

    /** Of classes that are one class of then and no other. */
    private static Map<Integer, Integer> numbersOfThen(ClassRenumbering since) {
        Map<Integer, Integer> numbers = new HashMap<>();
        numbers(since).forEach((then, place) -> {
            if (Collections.frequency(since.places(), place) == 1) {
                numbers.put(place, then);
            }
        });
        return numbers;
    }
}
