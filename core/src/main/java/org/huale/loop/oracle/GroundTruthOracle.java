package org.huale.loop.oracle;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.huale.acquire.BoundStrategy;
import org.huale.dataset.Annotation;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.revision.ClassHistory;
import org.huale.revision.ClassRenumbering;

/**
 * Plays the annotator with a data set that is annotated already. It alone holds the annotations; each reveal is written
 * to the audit log, and on the disk, before the annotations are handed over.
 */
public final class GroundTruthOracle implements Oracle {
    /** The log in the folder of a run. */
    public static final String AUDIT = "audit.log";

    private static final StackWalker CALLERS = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);
    private final Map<ImageId, List<Annotation>> truth = new HashMap<>();
    private final ClassHistory classes;
    private final AuditLog log;

    /**
     * @param classes those of the data set, and how they have changed
     * @param auditLog JSON lines of cycle, image, number of annotations and the class that asked; made where it is not
     *     there, otherwise continued
     */
    public GroundTruthOracle(Dataset truth, ClassHistory classes, Path auditLog) {
        truth.images().forEach(image -> this.truth.put(image.id(), image.annotations()));
        this.classes = classes;
        this.log = new AuditLog(auditLog);
    }

    /** @throws IllegalArgumentException where the data set has no such image; nothing is then revealed */
    @Override
    public Answer annotate(Request request) {
        return new Complete(revealed(request, CALLERS.getCallerClass().getName()));
    }

    @Override
    public BoundStrategy.Hidden hidden(Request request, String bound) {
        Map<ImageId, List<Annotation>> revealed = revealed(request, "bound " + bound);
        return image -> {
            List<Annotation> annotations = revealed.get(image);
            if (annotations == null) {
                throw new IllegalArgumentException("image " + image + " was not asked for");
            }
            return annotations;
        };
    }

    /** Noted in the log before it is handed over. */
    private Map<ImageId, List<Annotation>> revealed(Request request, String asker) {
        ClassRenumbering asked = classes.atRequest(request.cycle());
        Map<ImageId, List<Annotation>> revealed = new TreeMap<>();
        for (ImageRecord image : request.images()) {
            List<Annotation> annotations = truth.get(image.id());
            if (annotations == null) {
                throw new IllegalArgumentException("no image " + image.id() + " in the ground truth");
            }
            revealed.put(image.id(), List.copyOf(asked.of(annotations))); // a copy shares no table with other images
        }
        log.append(request.images().stream()
                .map(image -> line(request.cycle(), image.id(), revealed, asker))
                .toList());
        return revealed;
    }

    private static AuditLog.Line line(int cycle, ImageId image, Map<ImageId, List<Annotation>> revealed, String asker) {
        int count = Objects.requireNonNull(revealed.get(image)).size();
        return new AuditLog.Line(cycle, image.value(), count, asker);
    }
}
