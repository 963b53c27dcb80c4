package org.huale.loop.folder;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.huale.loop.oracle.GroundTruthOracle;
import org.huale.revision.ClassHistory;

/**
 * The files of a run and of its cycles, in the order in which they come to be: of which step each is, what it is made from, and
 * what becomes of it where it is damaged. Messages, {@link RunCheck} and {@link RunRepair} all go by this.
 */
public enum RunFile {
    PROVENANCE(RunContents.PROVENANCE, "the origin of the run", Remedy.WRITE_BACK),
    CONFIG(RunFolder.CONFIG, "the configuration", Remedy.WRITE_BACK),
    DATA(RunContents.DATA, "what the data are", Remedy.WRITE_BACK),
    CLASSES(ClassHistory.FILE, "changes of the classes", Remedy.WRITE_BACK),
    POOL_IMAGES(RunContents.POOL_IMAGES, "which images came when", Remedy.TAKE_POOL),
    INITIAL(RunContents.INITIAL, "the choice of the initial set", Remedy.DO_AGAIN),
    INITIAL_SKIPPED(RunContents.INITIAL_SKIPPED, "annotations of the initial set", Remedy.ASK_AGAIN),
    INITIAL_ANNOTATIONS(RunContents.INITIAL_ANNOTATIONS, "annotations of the initial set", Remedy.ASK_AGAIN),
    SHARED(FirstCycle.SHARED, "where the first cycle is from", Remedy.WRITE_BACK),
    TRAINING(CycleFolder.TRAINING, "the training", Remedy.DO_AGAIN),
    TRAINED(CycleFolder.TRAINED, "the training", Remedy.DO_AGAIN),
    MATCHES(CycleFolder.MATCHES, "the evaluation", Remedy.DO_AGAIN),
    EVALUATION(CycleFolder.EVALUATION, "the evaluation", Remedy.DO_AGAIN),
    SELECTION(CycleFolder.SELECTION, "the selection", Remedy.DO_AGAIN),
    SKIPPED(CycleFolder.SKIPPED, "annotations of the cycle", Remedy.ASK_AGAIN),
    ANNOTATIONS(CycleFolder.ANNOTATIONS, "annotations of the cycle", Remedy.ASK_AGAIN),
    TIMINGS(CycleFolder.TIMINGS, "seconds of the stages", Remedy.MAKE_ANEW),
    RECORD(CycleFolder.RECORD, "the record of the cycle", Remedy.DO_AGAIN),
    AUDIT(GroundTruthOracle.AUDIT, "the log of what was revealed", Remedy.ASK_ALL_AGAIN),
    POOL(RunContents.POOL, "a copy of what the cycles brought", Remedy.MEND),
    TEST(RunContents.TEST, "a copy of what the cycles brought", Remedy.MEND),
    TABLE("cycles.csv", "numbers of the cycles", Remedy.MEND),
    LINES("metrics.jsonl", "numbers of the cycles", Remedy.MEND),
    EVENTS("events.out.tfevents.huale", "numbers of the cycles", Remedy.MEND),
    CHECKSUMS(org.huale.storage.Checksums.FILE, "sums of the files beside it", Remedy.TAKE_ANEW);

    /** What becomes of a damaged file, and how a message says that. */
    enum Remedy {
        /** Its content is kept with its sum. */
        WRITE_BACK("writes it back as it was"),
        /** It goes, with all that was made from it, and the steps are done again. */
        DO_AGAIN("sets it aside with all that was made from it, and does the steps again"),
        /** As above, but who answered is asked once more; what people did stays where they did it. */
        ASK_AGAIN("sets it aside with all that was made from it, and asks for these images again;"
                + " what people annotated stays in the inbox and in the folder labeled, and is read again"),
        /** All answers are asked for once more; what was made from them stays where the answers are the same. */
        ASK_ALL_AGAIN("sets it aside and asks for the annotations again, which writes it anew"),
        /** Of an earlier choice that is done again, nobody knows then which images came after it. */
        TAKE_POOL("sets it aside and takes the images of the pool for those that the run began with;"
                + " move those that came since it last went on out of the pool until it has gone on once more"),
        /** No result depends on it. */
        MAKE_ANEW("sets it aside; no result depends on it"),
        /** It follows from other files, and whoever goes on with the run makes it anew without being told to. */
        MEND("makes it anew"),
        /** The files are then taken as they are. */
        TAKE_ANEW("sets it aside and takes the files beside it as they are");

        private final String words;

        Remedy(String words) {
            this.words = words;
        }
    }

    private final String file;
    private final String step;
    private final Remedy remedy;

    RunFile(String file, String step, Remedy remedy) {
        this.file = file;
        this.step = step;
        this.remedy = remedy;
    }

    /** By its name in the folder of the run or of a cycle; empty where it is none that has a sum. */
    static Optional<RunFile> named(String name) {
        return Arrays.stream(values()).filter(it -> it.isNamed(name)).findFirst();
    }

    /** A training is a folder; below all others there is nothing. */
    private boolean isNamed(String name) {
        return name.equals(file) || (this == TRAINING && name.startsWith(file + "/"));
    }

    /** What HUALE writes into the folder of a run, but for those of its cycles. */
    static List<String> names() {
        return EnumSet.complementOf(EnumSet.range(SHARED, RECORD)).stream()
                .map(RunFile::file)
                .toList();
    }

    String file() {
        return file;
    }

    /** What it belongs to, for people. */
    String step() {
        return step;
    }

    /** Whether its content is kept with its sum. */
    boolean isKeptTwice() {
        return remedy == Remedy.WRITE_BACK;
    }

    /** Whether whoever goes on with the run makes it anew where it is missing or damaged. */
    boolean isMended() {
        return remedy == Remedy.MEND;
    }

    /** Whether it says what somebody answered. */
    boolean isAnswer() {
        return remedy == Remedy.ASK_AGAIN;
    }

    /** What {@code huale resume RUN --repair} does about it, to follow a semicolon. */
    String wayOut(String run) {
        return "'huale resume " + run + "' " + (isMended() ? "" : "with --repair ") + remedy.words;
    }

    /** What {@code huale resume RUN} does about it where it is missing, to follow a semicolon. */
    String wayOn(String run) {
        return "'huale resume " + run + "' " + (isKeptTwice() || isMended() ? remedy.words : "does this step again");
    }

    /**
     * What it is made from, relative to its own folder.
     *
     * @param cycle of its folder
     */
    List<String> madeFrom(int cycle) {
        return switch (this) {
            case INITIAL_SKIPPED -> List.of(INITIAL.file);
            case INITIAL_ANNOTATIONS -> List.of(INITIAL.file, INITIAL_SKIPPED.file);
            case TRAINED -> annotationsBefore(cycle);
            case MATCHES, SELECTION -> List.of(TRAINED.file);
            case EVALUATION -> List.of(TRAINED.file, MATCHES.file);
            case SKIPPED -> List.of(SELECTION.file);
            case ANNOTATIONS -> List.of(SELECTION.file, SKIPPED.file);
            case RECORD -> List.of(TRAINED.file, EVALUATION.file, SELECTION.file, ANNOTATIONS.file);
            default -> List.of();
        };
    }

    /** A training learns from all annotations so far, and may begin with the weights of the one before. */
    private static List<String> annotationsBefore(int cycle) {
        List<String> files = new ArrayList<>(List.of("../" + INITIAL_ANNOTATIONS.file));
        for (int before = 0; before < cycle; before++) {
            files.add("../" + RunContents.CYCLE + before + "/" + ANNOTATIONS.file);
        }
        if (cycle > 0) {
            files.add("../" + RunContents.CYCLE + (cycle - 1) + "/" + TRAINED.file);
        }
        return files;
    }
}
