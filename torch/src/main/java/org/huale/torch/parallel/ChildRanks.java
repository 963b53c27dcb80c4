package org.huale.torch.parallel;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.huale.problem.HualeException;
import org.huale.process.ChildProcess;
import org.huale.storage.TemporaryFolder;
import org.jspecify.annotations.Nullable;

/**
 * The other processes of a training or a detection on one machine, started by rank 0, which this is. They end with it, however
 * it ends.
 */
public final class ChildRanks implements Company {
    /** Exit status of a process that ends because another one is gone. */
    public static final int LOST_ANOTHER = 75;

    private static final long SECONDS_TO_END = 10;

    private final Member self;
    private final Program program;
    private final TemporaryFolder folder;
    private final List<ChildProcess> children = new ArrayList<>();

    /** What the processes run. */
    public interface Program {

        /**
         * Main class and words, to which the file that the processes meet by and the rank are appended.
         *
         * @param folder for what they need
         */
        List<String> words(Path folder);
    }

    /** @param self rank 0 */
    public ChildRanks(Member self, Program program) {
        this.self = self;
        this.program = program;
        try {
            this.folder = TemporaryFolder.make("huale-ranks-");
        } catch (IOException e) {
            throw new HualeException(
                    "no folder can be made for the processes that work together: " + e.getMessage(), e);
        }
    }

    @Override
    public int rank() {
        return 0;
    }

    @Override
    public Ranks join(String task) {
        Path meeting = folder.path().resolve("meeting");
        List<String> words = program.words(folder.path());
        for (int rank = 1; rank < self.size(); rank++) {
            List<String> all = new ArrayList<>(words);
            all.addAll(List.of(meeting.toString(), Integer.toString(rank)));
            children.add(ChildProcess.start(all, Set.of(), folder.path().resolve("rank-" + rank + ".log")));
        }
        return new MeetingPoint.InFile(meeting).meet(self, task, this::requireAll);
    }

    private void requireAll() {
        culprit().ifPresent(it -> {
            throw ended(it, null);
        });
    }

    @Override
    public LostRankException explained(LostRankException lost) {
        folder.keep();
        if (lost.isSilent()) {
            return lost; // a process that stands still does not end
        }
        Patience.until(() -> culprit().isPresent(), SECONDS_TO_END);
        return culprit().map(it -> ended(it, lost)).orElse(lost);
    }

    /** The process whose end was not that of another one. */
    private Optional<ChildProcess> culprit() {
        return children.stream()
                .filter(it -> !it.isAlive())
                .filter(it -> it.exitCode() != 0 && it.exitCode() != LOST_ANOTHER)
                .findFirst();
    }

    private LostRankException ended(ChildProcess child, @Nullable Throwable cause) {
        folder.keep();
        String said = child.lastWords();
        return new LostRankException(
                "rank " + (children.indexOf(child) + 1) + " of the " + self.size()
                        + " processes that work together ended with exit code " + child.exitCode()
                        + (said.isEmpty() ? "" : ": " + said) + " (" + child.log() + ")",
                cause);
    }

    /** Waits for those that are about to end, and makes the others. What they said is kept where something failed. */
    @Override
    public void close() {
        Patience.until(() -> children.stream().noneMatch(ChildProcess::isAlive), SECONDS_TO_END);
        children.forEach(ChildProcess::kill);
        folder.close();
    }
}
