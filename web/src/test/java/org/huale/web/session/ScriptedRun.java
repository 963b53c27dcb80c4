package org.huale.web.session;

import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.huale.app.annotate.WatchProgram;
import org.huale.app.data.NamedData;
import org.huale.dataset.ClassNames;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.geometry.Box;
import org.huale.inbox.Inbox;
import org.huale.inbox.content.InboxGuess;
import org.huale.inbox.content.InboxRequest;
import org.huale.inbox.content.NewRequest;
import org.huale.inbox.content.WantedImage;

/**
 * Asks for images as a run does, without a detector: first some of the folder, then, each time that people are done, some
 * more with guesses. A process of it ends after a moment, waiting for people, or done after the last batch.
 */
public final class ScriptedRun implements RunProgram {
    private final Path images;
    private final Path run;
    private final int batch;
    private final int batches;
    private final Function<ImageRecord, List<InboxGuess>> guesses;
    private final AtomicInteger started = new AtomicInteger();
    private volatile boolean held;

    /** @param batches in all, the first one included */
    public ScriptedRun(Path images, Path run, int batch, int batches) {
        this(images, run, batch, batches, ScriptedRun::three);
    }

    public ScriptedRun(Path images, Path run, int batch, int batches, Function<ImageRecord, List<InboxGuess>> guesses) {
        this.guesses = guesses;
        this.images = images;
        this.run = run;
        this.batch = batch;
        this.batches = batches;
    }

    private static List<InboxGuess> three(ImageRecord image) {
        double w = image.size().width();
        double h = image.size().height();
        return List.of(
                InboxGuess.open(0, 0, 0.91, new Box(w * 0.1, h * 0.1, w * 0.3, h * 0.3)),
                InboxGuess.open(1, 1, 0.64, new Box(w * 0.5, h * 0.5, w * 0.8, h * 0.9)),
                InboxGuess.open(2, 0, 0.22, new Box(w * 0.6, h * 0.1, w * 0.7, h * 0.2)));
    }

    /** Whether trainings last until this is taken back. */
    public void hold(boolean on) {
        held = on;
    }

    public int started() {
        return started.get();
    }

    @Override
    public Working start(List<String> words) {
        started.incrementAndGet();
        Asking process = new Asking();
        Thread thread = new Thread(process, "scripted-run");
        thread.setDaemon(true);
        thread.start();
        process.thread = thread;
        return process;
    }

    private final class Asking implements Runnable, Working {
        private volatile WatchProgram.Ending ending = WatchProgram.Ending.FAULT;
        private volatile boolean stopped;
        private volatile Thread thread = Thread.currentThread();

        @Override
        public void run() {
            try (Inbox inbox = Inbox.open(run.resolve(Inbox.FILE), Clock.systemUTC())) {
                do {
                    Thread.sleep(200); // as long as a training, to whoever looks
                } while (held);
                ending = ask(inbox);
            } catch (InterruptedException e) {
                stopped = true;
            }
        }

        private WatchProgram.Ending ask(Inbox inbox) {
            List<InboxRequest> all = inbox.requests().all().stream()
                    .filter(it -> !Measuring.isKey(it.key()))
                    .toList();
            all.forEach(it -> inbox.requests().complete(it.key()));
            if (all.size() == batches) {
                return WatchProgram.Ending.DONE;
            }
            ClassNames classes = inbox.requests().all().get(0).classes();
            inbox.requests()
                    .put(new NewRequest(key(all.size()), classes, "", wanted(inbox, all.isEmpty(), classes.count())));
            return WatchProgram.Ending.WAITS;
        }

        private String key(int number) {
            return number == 0 ? "initial" : "cycle-" + (number - 1);
        }

        private List<WantedImage> wanted(Inbox inbox, boolean first, int classes) {
            Set<ImageId> asked = new HashSet<>();
            inbox.requests().all().forEach(it -> asked.addAll(inbox.requests().images(it.key())));
            return NamedData.readPlain(images).images().stream()
                    .filter(it -> !asked.contains(it.id()))
                    .limit(batch)
                    .map(it -> first ? WantedImage.of(it) : guessed(it, classes))
                    .toList();
        }

        private WantedImage guessed(ImageRecord image, int classes) {
            return new WantedImage(image.id(), image.file(), image.size(), """
                    {"text":"the entropy of its boxes","score":1.25,"parts":[
                      {"name":"entropy","value":1.25,"text":"two classes are as likely"}],
                     "views":{"original":[{"class":0,"score":0.9,"x1":5,"y1":5,"x2":30,"y2":30}],"flipped":[]}}""", fitting(guesses.apply(image), classes));
        }

        private static List<InboxGuess> fitting(List<InboxGuess> guesses, int classes) {
            return guesses.stream()
                    .map(it -> InboxGuess.open(it.id(), Math.min(it.classIndex(), classes - 1), it.score(), it.box()))
                    .toList();
        }

        @Override
        public boolean isAlive() {
            return thread.isAlive();
        }

        @Override
        public WatchProgram.Ending ending() {
            return ending;
        }

        @Override
        public boolean wasStopped() {
            return stopped;
        }

        @Override
        public int exitCode() {
            return ending == WatchProgram.Ending.FAULT ? 1 : 0;
        }

        @Override
        public String lastWords() {
            return "scripted";
        }

        @Override
        public void stop() {
            thread.interrupt();
        }
    }
}
