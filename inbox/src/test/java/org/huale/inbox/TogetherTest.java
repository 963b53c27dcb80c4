package org.huale.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.huale.inbox.InboxFixture.box;
import static org.huale.inbox.InboxFixture.done;
import static org.huale.inbox.InboxFixture.request;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.huale.inbox.content.FinishedRequest;
import org.huale.inbox.content.InboxImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several people at once, on one connection and on several, get each image once and lose nothing. */
class TogetherTest {
    private static final int IMAGES = 40;

    @TempDir
    private Path folder;

    @Test
    void everyImageIsDoneOnceWhoeverWorks() throws Exception {
        Path file = folder.resolve(Inbox.FILE);
        List<String> done = Collections.synchronizedList(new ArrayList<>());
        try (Inbox one = Inbox.open(file, Clock.systemUTC());
                Inbox other = Inbox.open(file, Clock.systemUTC())) {
            one.requests().put(request("initial", IMAGES));
            inParallel(List.of(
                    () -> work(one, "ann", done), () -> work(one, "bob", done), () -> work(other, "cyd", done)));
            FinishedRequest finished = one.images().finished("initial");
            assertThat(finished.isComplete()).isTrue();
            assertThat(done)
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, IMAGES).mapToObj(i -> "a" + i).toList());
            assertThat(one.events().last()).isEqualTo(1 + IMAGES);
        }
    }

    private static Integer work(Inbox inbox, String who, List<String> done) {
        Optional<InboxImage> next = inbox.leases().next(who, OptionalLong.empty());
        while (next.isPresent()) {
            inbox.work().save(done(next.get(), who, box(0, 0, 1, 2)));
            done.add(next.get().name().value());
            next = inbox.leases().next(who, OptionalLong.empty());
        }
        return 0;
    }

    @Test
    void ofManyChangesFromOneRevisionOneIsKept() throws Exception {
        try (Inbox inbox = Inbox.open(folder.resolve(Inbox.FILE), Clock.systemUTC())) {
            inbox.requests().put(request("initial", 1));
            InboxImage image = inbox.leases().next("ann", OptionalLong.empty()).orElseThrow();
            AtomicInteger conflicts = new AtomicInteger();
            Callable<Integer> save = () -> {
                try {
                    inbox.work().save(done(image, "ann"));
                } catch (InboxConflict e) {
                    conflicts.incrementAndGet();
                }
                return 0;
            };
            inParallel(Collections.nCopies(8, save));
            assertThat(conflicts).hasValue(7);
            assertThat(inbox.images().of(image.id()).revision()).isEqualTo(1);
        }
    }

    private static void inParallel(List<Callable<Integer>> tasks) throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
        try {
            for (Future<Integer> task : threads.invokeAll(tasks)) {
                task.get();
            }
        } finally {
            threads.shutdown();
        }
    }
}
