package org.huale.app.annotate;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.huale.dataset.ClassNames;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.geometry.ImageSize;
import org.huale.inbox.Inbox;
import org.huale.inbox.content.NewRequest;
import org.huale.inbox.content.WantedImage;

/** A process that trains nothing: it takes a line from the folder's file {@code plan} and does what stands there. */
record PretendedProgram(Path run) implements WatchProgram {
    private static final int FAULT = 1;
    private static final int MISTAKE = 2;
    private static final int WAITS = 3;
    private static final int BUSY = 4;
    private static final List<String> IMAGES = List.of("a", "b", "c", "d");

    @Override
    public List<String> command() {
        return List.of(PretendedProgram.class.getName(), run.toString());
    }

    @Override
    public Set<String> ownProperties() {
        return Set.of();
    }

    @Override
    public WatchProgram.Ending ending(int exitCode) {
        return switch (exitCode) {
            case 0 -> WatchProgram.Ending.DONE;
            case MISTAKE -> WatchProgram.Ending.MISTAKE;
            case WAITS -> WatchProgram.Ending.WAITS;
            case BUSY -> WatchProgram.Ending.BUSY;
            default -> WatchProgram.Ending.FAULT;
        };
    }

    /** @param arguments the run's folder */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path run = Path.of(arguments[0]);
        Path plan = run.resolve("plan");
        List<String> lines = Files.readAllLines(plan);
        Files.write(plan, lines.subList(1, lines.size()));
        System.exit(done(run, lines.get(0)));
    }

    private static int done(Path run, String line) throws IOException, InterruptedException {
        return switch (line) {
            case "ask" -> asked(run);
            case "mistake" -> said("wrong file", MISTAKE);
            case "give back" -> givenBack(run);
            case "lose" -> said("another process is working on this run", BUSY);
            case "fault" -> said("no memory", FAULT);
            case "sleep" -> {
                Thread.sleep(3_600_000);
                yield 0;
            }
            default -> 0;
        };
    }

    private static int asked(Path run) {
        try (Inbox inbox = Inbox.open(run.resolve(Inbox.FILE), Clock.systemUTC())) {
            inbox.requests()
                    .put(new NewRequest(
                            "initial",
                            ClassNames.of("disc"),
                            "",
                            IMAGES.stream()
                                    .map(name -> WantedImage.of(new ImageRecord(
                                            new ImageId(name), Path.of(name), new ImageSize(8, 8), List.of())))
                                    .toList()));
        }
        return WAITS;
    }

    /** As where nothing of what people finished can be learned from. */
    private static int givenBack(Path run) throws IOException {
        try (Inbox inbox = Inbox.open(run.resolve(Inbox.FILE), Clock.systemUTC())) {
            inbox.requests().complete("initial");
            inbox.requests().reopen("initial");
        }
        return said("nothing to learn from", MISTAKE);
    }

    private static int said(String words, int code) throws IOException {
        try (FileOutputStream err = new FileOutputStream(FileDescriptor.err)) {
            err.write((words + "\n").getBytes(UTF_8));
        }
        return code;
    }
}
