package org.huale.loop.oracle;

import java.util.List;
import java.util.Map;
import org.huale.acquire.BoundStrategy;
import org.huale.dataset.Annotation;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.problem.HualeException;

/** Supplies annotations for selected images: at once, or after people have worked. */
public interface Oracle {

    /** What came back. */
    sealed interface Answer permits Complete, Pending {}

    /**
     * Every image asked for has its annotations, possibly none, or is set aside.
     *
     * @param skipped images that cannot be annotated, with the reasons; they are never asked for again
     */
    record Complete(Map<ImageId, List<Annotation>> annotations, Map<ImageId, String> skipped) implements Answer {

        /** Nothing is set aside. */
        public Complete(Map<ImageId, List<Annotation>> annotations) {
            this(annotations, Map.of());
        }
    }

    /**
     * People are not done.
     *
     * @param done images finished
     * @param total images asked for
     * @param instruction what is to be done now, and how to go on, for the user
     * @param finished what they have done so far, as far as the oracle tells it
     * @param skipped what they have set aside so far, with the reasons, as far as the oracle tells it
     */
    record Pending(
            int done,
            int total,
            String instruction,
            Map<ImageId, List<Annotation>> finished,
            Map<ImageId, String> skipped)
            implements Answer {

        /** Nothing is told of what is done. */
        public Pending(int done, int total, String instruction) {
            this(done, total, instruction, Map.of(), Map.of());
        }

        Pending with(Map<ImageId, List<Annotation>> annotations) {
            return new Pending(done, total, instruction, annotations, skipped);
        }
    }

    /**
     * Asks for the annotations of images; asked again with the same request it goes on from what is there.
     *
     * @throws org.huale.problem.HualeException listing what is wrong or missing in what people supplied
     */
    Answer annotate(Request request);

    /**
     * Told where the run cannot go on with what a cycle brought: whoever answers once and for all asks people again.
     *
     * @param cycle -1 for the initial set
     */
    default void reopen(int cycle) {}

    /** Whether people answer, who may bring new images while the run waits for them. */
    default boolean asksPeople() {
        return false;
    }

    /** Whether a complete answer may leave images out, which then stay unlabeled and may be asked for again. */
    default boolean mayLeaveOut() {
        return false;
    }

    /**
     * The door for bounds: what is hidden of these images, each of which is noted in the audit log as seen.
     *
     * @param bound its name, for the log
     * @throws HualeException where the oracle has nothing that is hidden, as with people
     */
    default BoundStrategy.Hidden hidden(Request request, String bound) {
        throw new HualeException("strategy " + bound + " is a bound that needs the annotations of the whole pool:"
                + " only oracle: ground-truth has them");
    }

    /** The images wanted in a cycle, most wanted first; the initial set is asked for as cycle -1. */
    record Request(int cycle, List<ImageRecord> images) {

        public Request {
            images = List.copyOf(images);
        }
    }
}
