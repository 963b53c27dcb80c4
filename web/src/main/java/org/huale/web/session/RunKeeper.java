package org.huale.web.session;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.huale.app.annotate.WatchProgram;
import org.huale.app.run.GivenDetector;
import org.huale.dataset.ImageId;
import org.huale.inbox.Inbox;
import org.huale.inbox.content.ImageEntry;
import org.huale.inbox.content.ImageState;
import org.huale.inbox.content.InboxRequest;
import org.huale.inbox.oracle.InboxOracle;
import org.huale.loop.folder.RunFolder;
import org.huale.storage.FolderLock;
import org.huale.web.desk.Phase;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a run going: whenever people have finished what it asked for, or the file of a detector that it waits for has come, a
 * process goes on with it until it asks again. Where another process works on the run already, it is watched. One thread looks
 * every few moments.
 */
final class RunKeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunKeeper.class);
    private static final long LOOK_MILLIS = 250;

    private static final String MEASURING =
            "These images measure how good the detector is. It never learns from them. ";

    private static final String STILL_AT_WORK = "Somebody is still at work on one of the images.";

    private static final String NOTHING_TO_LEARN = "Every one of the first images was skipped, so there is nothing to"
            + " learn from. Open one of them under Images and label it.";

    private final Inbox inbox;
    private final Path run;
    private final @Nullable Beginning beginning;
    private final RunProgram program;
    private final LabelDesk.Rules rules;
    private final Thread thread;
    private RunProgram.@Nullable Working working;
    private @Nullable GivenDetector awaited;
    private String awaitedState = "";
    private volatile Standing standing = new Standing(Phase.WAITING, -1, "");
    private volatile boolean closed;
    private String shared = "";

    /** How far the run is. */
    record Standing(Phase phase, int cycle, String message) {}

    /** @param beginning null for a run that was begun elsewhere */
    RunKeeper(Inbox inbox, Path run, @Nullable Beginning beginning, RunProgram program, LabelDesk.Rules rules) {
        this.inbox = inbox;
        this.run = run;
        this.beginning = beginning;
        this.program = program;
        this.rules = rules;
        this.thread = new Thread(this::keep, "huale-run-keeper");
        thread.setDaemon(true);
    }

    void begin() {
        look();
        thread.start();
    }

    Standing standing() {
        return standing;
    }

    private void keep() {
        while (!closed) {
            try {
                Thread.sleep(LOOK_MILLIS);
                look();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                if (closed) {
                    return; // what it looked at was closed under it
                }
                fail("the run cannot be gone on with: " + e.getMessage());
            }
        }
    }

    /** Looks once, and does what is due. */
    synchronized void look() {
        if (isClosing() || standing.phase() == Phase.FAILED || isAtItsEnd()) {
            return;
        }
        standing = beginning != null && !beginning.isReady() ? prepared(beginning) : kept();
    }

    private boolean isClosing() {
        return closed || program.isEnding();
    }

    /** Whether the run has ended, and nobody has extended it since, which another process does. */
    private boolean isAtItsEnd() {
        return standing.phase() == Phase.ENDED
                && !FolderLock.isHeld(run)
                && inbox.requests().current().filter(this::isOpen).isEmpty();
    }

    private Standing prepared(Beginning begun) {
        if (!begun.hasClasses()) {
            return new Standing(Phase.SETUP, -1, "No class is known yet. Say what there is to find in these images.");
        }
        Optional<InboxRequest> open = openMeasuring();
        if (open.isEmpty() && begun.canMeasure(inbox)) {
            begun.take(inbox);
            return kept();
        }
        if (open.isEmpty() && !begun.ask(inbox)) {
            return new Standing(Phase.WAITING, -1, nothingSeen());
        }
        Optional<InboxRequest> asked = openMeasuring();
        asked.ifPresent(this::shareOut);
        return new Standing(
                Phase.WAITING, -1, (MEASURING + asked.map(this::whoIsLeft).orElse("")).strip());
    }

    private Optional<InboxRequest> openMeasuring() {
        return Measuring.requests(inbox).stream().filter(this::isOpen).findFirst();
    }

    private String nothingSeen() {
        int images = Measuring.requests(inbox).stream()
                .mapToInt(it -> inbox.requests().counts(it.key(), "").total())
                .sum();
        return "No object in any of the " + images
                + " images so far, so there is nothing to measure a detector by. Where"
                + " one was missed, open its image under Images and draw it; otherwise begin with a folder that has more.";
    }

    private Standing kept() {
        int cycle = RunFolder.cyclesEnded(run);
        Optional<InboxRequest> current = inbox.requests().current().filter(this::isOpen);
        if (current.isPresent()) {
            shareOut(current.get());
            forgetEnded();
            return new Standing(Phase.WAITING, cycle, whoIsLeft(current.get()));
        }
        RunProgram.Working at = working;
        if (at != null && !at.isAlive()) {
            working = null;
            return ended(at, cycle);
        }
        GivenDetector missing = awaited;
        if (missing != null && !hasCome(missing)) {
            return new Standing(
                    Phase.TRAINING, cycle, "Cycle " + missing.cycle() + " waits for its detector, which others train.");
        }
        awaited = null;
        if (at == null && !FolderLock.isHeld(run)) {
            working = program.start(words());
        }
        return atWork(cycle);
    }

    /** What a process was to ask for is asked for, by it or by another that was faster. */
    private void forgetEnded() {
        RunProgram.Working at = working;
        if (at != null && !at.isAlive()) {
            working = null;
            if (at.ending() != WatchProgram.Ending.WAITS) {
                LOG.warn("a process on the run ended with status {}: {}", at.exitCode(), at.lastWords());
            }
        }
    }

    /** Whether the file is there and nobody has written it since the last look. */
    private boolean hasCome(GivenDetector missing) {
        String before = awaitedState;
        awaitedState = missing.state();
        return missing.isThere() && awaitedState.equals(before);
    }

    private List<String> words() {
        return RunFolder.holdsRun(run) || beginning == null ? List.of("resume", run.toString()) : beginning.words();
    }

    private Standing ended(RunProgram.Working at, int cycle) {
        return switch (at.ending()) {
            case DONE -> new Standing(Phase.ENDED, cycle, "Every image is labeled, or the budget is spent.");
            case WAITS -> {
                Optional<GivenDetector> missing = GivenDetector.missing(run);
                missing.ifPresent(it -> LOG.info("{}", it.words())); // with a path, which the page does not tell
                awaited = missing.orElse(null);
                yield atWork(cycle); // asked anew, or finished meanwhile: the next look tells
            }
            case BUSY -> atWork(cycle); // another process has the run, or had it: the next look tells
            case MISTAKE, FAULT -> FolderLock.isHeld(run) || isStopped(at) ? atWork(cycle) : failed(at, cycle);
        };
    }

    /** Whether it was ended with this program, as a Ctrl-C goes to both. */
    private boolean isStopped(RunProgram.Working at) {
        return isClosing() && at.wasStopped();
    }

    private static Standing failed(RunProgram.Working at, int cycle) {
        LOG.error("the process that works on the run ended with status {}: {}", at.exitCode(), at.lastWords());
        return failed(cycle);
    }

    private static Standing failed(int cycle) {
        return new Standing(
                Phase.FAILED,
                cycle,
                "The run stopped with an error, which stands in the terminal of 'huale label'. Nothing that was labeled is lost.");
    }

    private void fail(String words) {
        LOG.error("{}", words);
        standing = failed(standing.cycle());
    }

    private Standing atWork(int cycle) {
        if (inbox.requests().of(InboxOracle.key(-1)).isEmpty()) {
            return new Standing(Phase.SELECTING, cycle, "The first images are being chosen.");
        }
        boolean asked = inbox.requests().of(InboxOracle.key(cycle)).isPresent();
        boolean trained = !asked && RunFolder.hasTrained(run, cycle);
        return new Standing(trained ? Phase.SELECTING : Phase.TRAINING, asked ? cycle + 1 : cycle, "");
    }

    /** Whether anything in a request is left to do for people, or somebody is at work in it. */
    private boolean isOpen(InboxRequest request) {
        return request.completed().isEmpty()
                && (!isComplete(request)
                        || isAllSkipped(request)
                        || inbox.leases().anyOf(request.key())
                        || (rules.reviewed() && !isReviewed(request)));
    }

    private boolean isComplete(InboxRequest request) {
        return inbox.requests().counts(request.key(), "").isComplete();
    }

    /** Whether the run could not begin with what people made of its first images. */
    private boolean isAllSkipped(InboxRequest request) {
        return request.key().equals(InboxOracle.key(-1))
                && isComplete(request)
                && inbox.requests().counts(request.key(), "").done() == 0;
    }

    /** For those who have nothing left to do and wonder why nothing goes on. */
    private String whoIsLeft(InboxRequest request) {
        if (isAllSkipped(request)) {
            return NOTHING_TO_LEARN;
        }
        return isComplete(request) && inbox.leases().anyOf(request.key()) ? STILL_AT_WORK : "";
    }

    /** Of an image that one of two annotators did and the other skipped, what was done counts. */
    private boolean isReviewed(InboxRequest request) {
        List<ImageEntry> all = inbox.images().list(request.key());
        Set<ImageId> done = all.stream()
                .filter(it -> it.state() == ImageState.DONE)
                .map(ImageEntry::name)
                .collect(Collectors.toSet());
        return all.stream()
                .filter(it -> it.state().isFinished())
                .filter(it -> it.state() == ImageState.DONE || !done.contains(it.name()))
                .allMatch(ImageEntry::isAccepted);
    }

    private void shareOut(InboxRequest request) {
        if (rules.overlap() > 0 && !request.key().equals(shared)) {
            inbox.requests().overlap(request.key(), rules.overlap());
            shared = request.key();
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        RunProgram.Working at = working;
        if (at != null && at.isAlive()) {
            at.stop();
        }
    }
}
