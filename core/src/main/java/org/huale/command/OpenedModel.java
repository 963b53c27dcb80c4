package org.huale.command;

import java.nio.file.Path;
import java.util.Set;
import org.huale.dataset.ClassNames;
import org.huale.detect.ClassMapping;
import org.huale.detect.Detector;
import org.huale.detect.EvidencePart;
import org.huale.detect.MappedDetector;
import org.huale.detect.PoolDetector;
import org.huale.detect.provider.DetectorProvider;
import org.huale.detect.provider.DetectorProviders;
import org.huale.detect.provider.DetectorSource;
import org.huale.problem.HualeException;

/**
 * A model that a program trained and another kind of detector opens.
 *
 * @param source the model's file
 * @param classes that the program was given
 */
record OpenedModel(DetectorSource source, ClassNames classes) {

    static OpenedModel of(TrainedCommand trained, DetectorSource asked) {
        Path model = TrainedCommand.outBeside(asked.weights())
                .resolve(trained.options().model());
        return new OpenedModel(new DetectorSource(model, null, asked.changes(), asked.place()), trained.classNames());
    }

    private DetectorProvider provider() {
        return DetectorProviders.of(source);
    }

    String described() {
        return provider().described(source);
    }

    /** With the names that were to be learned, whether or not the file says them. */
    Detector open() {
        Detector opened = provider().open(source);
        try {
            require(opened.classes(), opened.namesItsClasses());
            return RenamedDetector.of(opened, classes);
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    /** The same for many images at once; strategies pair annotations with what is found by these names. */
    PoolDetector openForImages(int batchSize, Set<EvidencePart> wanted) {
        PoolDetector opened = provider().openForImages(source, batchSize, wanted);
        try {
            require(opened.classes(), opened.namesItsClasses());
            String file = source.weights().toString();
            return MappedDetector.of(opened, ClassMapping.of(opened, classes, file));
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    /**
     * Detections count by number, so that the classes must be those that were to be learned, in their order.
     *
     * @param named whether the model says their names
     */
    private void require(ClassNames told, boolean named) {
        boolean same = named ? told.equals(classes) : told.count() == classes.count();
        if (!same) {
            throw new HualeException(
                    source.weights() + ": tells apart " + told.names() + (named ? "" : " (made-up names)")
                            + ", but was to learn " + classes.names()
                            + "; train and export with the names of the data set that was handed out, in their order");
        }
    }
}
