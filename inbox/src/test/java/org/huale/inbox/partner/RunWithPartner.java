package org.huale.inbox.partner;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.huale.dataset.Annotation;
import org.huale.dataset.ClassNames;
import org.huale.dataset.ImageId;
import org.huale.dataset.aside.FormerNames;
import org.huale.geometry.Box;
import org.huale.image.Image;
import org.huale.image.ImageWriter;
import org.huale.inbox.Inbox;
import org.huale.inbox.InboxFixture;
import org.huale.inbox.InboxFixture.HandClock;
import org.huale.inbox.content.FinishedRequest;
import org.huale.inbox.content.InboxGuess;
import org.huale.inbox.content.InboxImage;
import org.huale.inbox.content.NewRequest;
import org.huale.inbox.content.Review;
import org.huale.inbox.content.WantedImage;
import org.huale.loop.oracle.AskedClasses;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A run that asks another program for the images a0, a1, ..., and what has come back of them. */
public abstract class RunWithPartner {
    protected static final String KEY = "cycle-2";

    @TempDir
    protected Path run;

    protected final HandClock clock = new HandClock();
    protected final AtomicBoolean stop = new AtomicBoolean();

    /** Of the run; more than those of the request where that asks again for what was lost. */
    protected ClassNames latest = InboxFixture.CLASSES;

    /** By which annotators may still call classes; one of these had another name before. */
    protected FormerNames former = FormerNames.of(Map.of("ring", "disc"));

    protected Inbox inbox;

    @BeforeEach
    void open() {
        inbox = Inbox.open(run.resolve(Inbox.FILE), clock);
    }

    @AfterEach
    void closeInbox() {
        inbox.close();
    }

    /** Images of which there are files, each with a guess. */
    protected final NewRequest request(int images) throws IOException {
        List<WantedImage> wanted = new ArrayList<>();
        for (int i = 0; i < images; i++) {
            Path file = run.resolve("a" + i + ".png");
            ImageWriter.write(new Image(InboxFixture.SIZE, new byte[64 * 48 * 3]), file);
            wanted.add(new WantedImage(
                    image(i),
                    file,
                    InboxFixture.SIZE,
                    "{\"text\":\"unsure\"}",
                    List.of(InboxGuess.open(0, i % 2, 0.9 - 0.2 * (i % 4), new Box(16, 12, 32, 36)))));
        }
        return new NewRequest(KEY, InboxFixture.CLASSES, "", wanted);
    }

    protected final AskedClasses given() {
        return new AskedClasses(InboxFixture.CLASSES, former, latest);
    }

    /** Calls the class disc otherwise, and gives its name to a new one, so that it may mean either. */
    protected final void giveNameAway() {
        inbox.requests().changeClasses(KEY, ClassNames.of("ring", "square", "disc"), Map.of(0, 0, 1, 1));
        former = new FormerNames(Map.of(), Map.of("disc", List.of("ring", "disc")));
    }

    /** Waits a moment only, but as long as is said for an answer, until it is to stop. */
    protected final Patience patience(Duration answer) {
        return new Patience(
                answer,
                Duration.ofHours(1),
                List.of(Duration.ofMillis(1), Duration.ofMillis(1)),
                Duration.ofSeconds(1),
                100_000,
                stop::get);
    }

    protected final String exchange(PartnerDoor door) {
        return door.exchange(inbox, inbox.requests().of(KEY).orElseThrow());
    }

    /** An image as it is now. */
    protected final InboxImage there(int number) {
        return inbox.images().of(inbox.images().numbers(KEY, image(number)).get(0));
    }

    /** Somebody finishes an image on the page, without objects. */
    protected final void finish(int number) {
        inbox.work().save(InboxFixture.done(there(number), "ann"));
    }

    protected final void review(int number, Review.Verdict verdict) {
        inbox.work().review(there(number).id(), there(number).revision(), new Review("rev", verdict, ""));
    }

    protected final FinishedRequest finished() {
        return inbox.images().finished(KEY);
    }

    protected static ImageId image(int number) {
        return new ImageId("night/a" + number);
    }

    protected final List<Annotation> objects(int number) {
        return Optional.ofNullable(finished().annotations().get(image(number))).orElseThrow();
    }
}
