package org.huale.loop;

import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.loop.oracle.Oracle;

/** Asks the oracle, and holds it to what it was asked. */
record Annotating(Oracle oracle, LoopListener listener) {

    /**
     * What became of all images asked for.
     *
     * @throws RunEndedException where people are not done
     */
    Oracle.Complete of(int cycle, List<ImageRecord> images) {
        Oracle.Answer answer = oracle.annotate(new Oracle.Request(cycle, images));
        if (answer instanceof Oracle.Pending pending) {
            throw new RunEndedException(new RunEnding.Waiting(pending));
        }
        Oracle.Complete complete = (Oracle.Complete) answer;
        requireAnswered(complete, images);
        return complete;
    }

    private void requireAnswered(Oracle.Complete complete, List<ImageRecord> images) {
        List<ImageId> wanted = images.stream().map(ImageRecord::id).sorted().toList();
        List<ImageId> answered = Stream.concat(
                        complete.annotations().keySet().stream(), complete.skipped().keySet().stream())
                .sorted()
                .toList();
        boolean leftOut = oracle.mayLeaveOut() && new HashSet<>(wanted).containsAll(answered);
        if (!wanted.equals(answered) && !leftOut) {
            throw new IllegalStateException("the oracle was asked for " + wanted + " and answered for " + answered);
        }
    }

    /** Said once the answer is kept. */
    void tellOfSkipped(int cycle, Oracle.Complete answer) {
        if (!answer.skipped().isEmpty()) {
            listener.setAside(cycle, answer.skipped());
        }
    }
}
