package org.huale.inbox;

import static org.huale.inbox.InboxFixture.box;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.huale.inbox.content.ImageEntry;
import org.huale.inbox.content.ImageState;
import org.huale.inbox.content.InboxImage;
import org.huale.inbox.content.Save;

/**
 * A process that saves until it is killed, and writes a line into a log of its own after each save that was acknowledged, and
 * one before each save that it begins.
 */
final class SavingChild {
    static final String REQUEST = "initial";

    private SavingChild() {}

    /** @param arguments inbox, log, seed */
    public static void main(String[] arguments) throws IOException {
        Path log = Path.of(arguments[1]);
        SplittableRandom random = new SplittableRandom(Long.parseLong(arguments[2]));
        try (Inbox inbox = Inbox.open(Path.of(arguments[0]), Clock.systemUTC())) {
            List<ImageEntry> images = inbox.images().list(REQUEST);
            while (true) {
                InboxImage image = inbox.images()
                        .of(images.get(random.nextInt(images.size())).id());
                int left = random.nextInt(50);
                write(log, "begun " + image.id() + " " + (image.revision() + 1) + " " + left);
                inbox.work()
                        .save(new Save(
                                image.id(),
                                image.revision(),
                                "child",
                                ImageState.DONE,
                                "",
                                1,
                                List.of(box(0, left % 2, left, left + 1)),
                                Map.of()));
                write(log, "saved " + image.id() + " " + (image.revision() + 1) + " " + left);
            }
        }
    }

    private static void write(Path log, String line) throws IOException {
        Files.writeString(
                log, line + "\n", StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
