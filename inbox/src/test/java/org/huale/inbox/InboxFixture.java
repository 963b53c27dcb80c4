package org.huale.inbox;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.huale.dataset.Annotation;
import org.huale.dataset.ClassNames;
import org.huale.dataset.ImageId;
import org.huale.geometry.Box;
import org.huale.geometry.ImageSize;
import org.huale.inbox.content.ImageState;
import org.huale.inbox.content.InboxBox;
import org.huale.inbox.content.InboxGuess;
import org.huale.inbox.content.InboxImage;
import org.huale.inbox.content.NewRequest;
import org.huale.inbox.content.Save;
import org.huale.inbox.content.WantedImage;

/** Requests and changes for the tests, and a clock that goes when it is told to. */
public final class InboxFixture {
    public static final ClassNames CLASSES = ClassNames.of("disc", "square");
    public static final ImageSize SIZE = new ImageSize(64, 48);

    private InboxFixture() {}

    public static final class HandClock extends Clock {
        private volatile Instant now = Instant.parse("2026-01-02T03:04:05Z");

        public synchronized void advance(Duration by) {
            now = now.plus(by);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    /** A request for images a0, a1, ..., each with one guess of class 0. */
    public static NewRequest request(String key, int images) {
        List<WantedImage> wanted = new ArrayList<>();
        for (int i = 0; i < images; i++) {
            wanted.add(new WantedImage(
                    new ImageId("a" + i),
                    Path.of("images", "a" + i + ".png"),
                    SIZE,
                    "{\"score\":" + i + "}",
                    List.of(InboxGuess.open(0, 0, 0.75, new Box(1, 2, 3, 4)))));
        }
        return new NewRequest(key, CLASSES, "{}", wanted);
    }

    public static InboxBox box(int id, int classIndex, double x1, double x2) {
        return new InboxBox(id, Annotation.of(new Box(x1, 1.5, x2, 40), classIndex), OptionalInt.empty());
    }

    public static Save done(InboxImage from, String who, InboxBox... boxes) {
        return save(from, who, ImageState.DONE, boxes);
    }

    public static Save doneWithoutReview(InboxImage from, String who, InboxBox... boxes) {
        return new Save(from.id(), from.revision(), who, ImageState.DONE, "", 2.5, List.of(boxes), Map.of(), false);
    }

    public static Save save(InboxImage from, String who, ImageState state, InboxBox... boxes) {
        return new Save(from.id(), from.revision(), who, state, "blurred", 2.5, List.of(boxes), Map.of());
    }
}
