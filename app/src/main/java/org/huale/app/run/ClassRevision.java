package org.huale.app.run;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.huale.acquire.BoundStrategy;
import org.huale.dataset.Annotation;
import org.huale.dataset.ClassNames;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.loop.folder.RunFolder;
import org.huale.problem.HualeException;
import org.huale.revision.ClassChange;
import org.huale.revision.ClassHistory;
import org.huale.revision.ClassRenumbering;
import org.jspecify.annotations.Nullable;

/** The classes of a run that no process works on, and what a change would make of them. */
public final class ClassRevision implements AutoCloseable {
    private final RunFolder folder;
    private final RunConfig.Data data;

    private ClassRevision(RunFolder folder, RunConfig.Data data) {
        this.folder = folder;
        this.data = data;
    }

    /**
     * @throws HualeException where there is no run, a process works on it, or its strategy sees annotations that are hidden, of
     *     classes that cannot change
     */
    public static ClassRevision open(Path run) {
        RunFolder folder = RunFolder.open(run);
        try {
            RunConfig config = new FrozenRun(run).config();
            if (BoundStrategy.isBound(config.strategy().name())) {
                throw new HualeException(run + ": strategy " + config.strategy().name()
                        + " is a bound, whose hidden annotations have the classes of the data set; they cannot change");
            }
            return new ClassRevision(folder, config.data());
        } catch (RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    /**
     * One class as it is, and what becomes of it.
     *
     * @param boxes annotated so far
     * @param images that they are in
     * @param testObjects in the test set; null where a share of the pool is kept for evaluation, which the boxes then are part of
     * @param becomes its name after the change
     */
    public record ClassCount(
            String name, int boxes, int images, @Nullable Integer testObjects, String becomes) {}

    /**
     * What a change does.
     *
     * @param classes as they are before it
     * @param after the names after it
     * @param firstCycle whose detector learns them
     */
    public record Effect(List<ClassCount> classes, List<String> after, int firstCycle) {}

    /** How the classes came to be what they are. */
    public ClassHistory history() {
        return folder.classes();
    }

    /** The classes as they are. */
    public Effect asItIs() {
        return effect(ClassRenumbering.none(history().latest()));
    }

    /** What a change would do. @throws HualeException where it cannot be made */
    public Effect of(ClassChange change) {
        return effect(change.of(history().latest()));
    }

    /**
     * Makes the change, also in what people are asked for at the moment, unless they are asked again for what was lost. A crash leaves the run as it was or as it then is, and
     * whoever goes on with it tells the people.
     */
    public void make(ClassChange change) {
        RequestClasses.follow(folder); // what a crash left undone would look like this change
        folder.changeClasses(
                change, Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        RequestClasses.follow(folder);
    }

    private Effect effect(ClassRenumbering change) {
        Map<ImageId, List<Annotation>> annotations = folder.annotations();
        Optional<List<List<Annotation>>> test = testObjects();
        ClassNames now = change.from();
        List<ClassCount> counts = new ArrayList<>();
        for (int i = 0; i < now.count(); i++) {
            Count known = Count.of(i, annotations.values());
            int place = i;
            counts.add(new ClassCount(
                    now.name(i),
                    known.boxes(),
                    known.images(),
                    test.map(it -> Count.of(place, it).boxes()).orElse(null),
                    change.to().name(change.places().get(i))));
        }
        return new Effect(counts, change.to().names(), folder.firstToTrain());
    }

    private record Count(int boxes, int images) {
        static Count of(int classIndex, Collection<List<Annotation>> images) {
            List<Long> counts = images.stream()
                    .map(it -> it.stream()
                            .filter(object -> object.classIndex() == classIndex)
                            .count())
                    .filter(count -> count > 0)
                    .toList();
            return new Count(counts.stream().mapToInt(Long::intValue).sum(), counts.size());
        }
    }

    /** In the classes of now. */
    private Optional<List<List<Annotation>>> testObjects() {
        if (data.sharesTest()) {
            return Optional.empty();
        }
        ClassRenumbering now = history().sinceTheBeginning();
        return Optional.of(now.of(RunData.test(data)).images().stream()
                .map(ImageRecord::annotations)
                .toList());
    }

    /** What a program wants to know of the classes. */
    public Map<String, Object> machineReadable(Effect effect) {
        Map<String, Object> whole = new LinkedHashMap<>();
        whole.put("classes", effect.classes());
        whole.put("after", effect.after());
        whole.put("firstCycle", effect.firstCycle());
        whole.put("changes", history().entries());
        return whole;
    }

    @Override
    public void close() {
        folder.close();
    }
}
