package org.huale.app.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.huale.app.data.NamedData;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.dataset.pool.DatasetUnion;
import org.huale.dataset.pool.KnownUnion;
import org.huale.loop.ActiveLearningLoop;
import org.huale.problem.HualeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pool of a run that is of several data sets and may grow. The images that the run has noted keep their ids, also where another of
 * the data sets has got an image of the same id since.
 */
record JoinedPool(Path run, RunConfig.Data data) {
    private static final Logger LOG = LoggerFactory.getLogger(JoinedPool.class);
    private static final int LISTED = 100;

    /** @throws HualeException where an id is that of several images by now, and nothing tells which one the run knows */
    Dataset images() {
        DatasetUnion.Reading reading = NamedData.read(data.poolUnion());
        Set<ImageId> known = ActiveLearningLoop.knownImages(run);
        return data.poolFilter().of(known.isEmpty() ? reading.pool() : joined(reading.known(known)));
    }

    private Dataset joined(KnownUnion union) {
        List<String> doubtful = union.doubtful();
        KnownUnion.Joined joined = doubtful.isEmpty() ? union.joined(0) : fitting(union, doubtful);
        tell(joined.leftOut());
        return joined.dataset();
    }

    /** That whose images the run has noted, by all of their sizes and lengths. */
    private KnownUnion.Joined fitting(KnownUnion union, List<String> doubtful) {
        List<KnownUnion.Joined> fitting = IntStream.range(0, union.parts().size())
                .mapToObj(union::joined)
                .distinct()
                .filter(it -> ActiveLearningLoop.knows(run, data.poolFilter().of(it.dataset())))
                .toList();
        if (fitting.size() != 1) {
            throw new HualeException(run + ": several data sets of data.pool have images of one id by now, and nothing"
                    + " tells which of them the run knows; rename those that came last: " + shortened(doubtful));
        }
        return fitting.get(0);
    }

    private static String shortened(List<String> lines) {
        int more = lines.size() - LISTED;
        String some = String.join(", ", lines.subList(0, Math.min(LISTED, lines.size())));
        return more > 0 ? some + " and " + more + " more" : some;
    }

    private void tell(List<String> leftOut) {
        if (!leftOut.isEmpty()) {
            LOG.warn(
                    "{}: {} left out of the pool:",
                    run,
                    leftOut.size() == 1 ? "1 image is" : leftOut.size() + " images are");
            leftOut.stream().limit(LISTED).forEach(line -> LOG.warn("  {}", line));
        }
        if (leftOut.size() > LISTED) {
            LOG.warn("  and {} more", leftOut.size() - LISTED);
        }
    }
}
