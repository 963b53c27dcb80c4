package org.huale.command;

import java.nio.file.Path;
import org.huale.dataset.ClassNames;
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

    DetectorProvider provider() {
        return DetectorProviders.of(source);
    }

    /**
     * Detections count by number, so that the classes must be those that were to be learned, in their order.
     *
     * @param named whether the model says their names
     */
    void require(ClassNames told, boolean named) {
        boolean same = named ? told.equals(classes) : told.count() == classes.count();
        if (!same) {
            throw new HualeException(
                    source.weights() + ": tells apart " + told.names() + (named ? "" : " (made-up names)")
                            + ", but was to learn " + classes.names()
                            + "; train and export with the names of the data set that was handed out, in their order");
        }
    }
}
