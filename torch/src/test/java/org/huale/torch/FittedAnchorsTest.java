package org.huale.torch;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.huale.config.Settings;
import org.huale.dataset.Annotation;
import org.huale.dataset.ClassNames;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.DetectorTrainer;
import org.huale.detect.provider.FirstWeights;
import org.huale.detect.provider.SingleTraining;
import org.huale.detect.training.StopSignal;
import org.huale.detect.training.TrainingFolder;
import org.huale.detect.training.TrainingListener;
import org.huale.geometry.Box;
import org.huale.geometry.ImageSize;
import org.huale.problem.Logged;
import org.junit.jupiter.api.Test;

class FittedAnchorsTest {
    private static final ImageSize SIZE = new ImageSize(320, 320);

    @Test
    void anchorsThatAreAllTooLargeAreWarnedOf() {
        ILoggingEvent said = said("detector.rpn.anchors.sizes=[[300],[310],[320],[330]]", squares(9, 40));
        assertThat(said.getLevel()).isEqualTo(Level.WARN);
        assertThat(said.getFormattedMessage())
                .startsWith("anchors: 0 % of 9 boxes have an anchor of IoU 0.5")
                .endsWith("the others are hard to learn; detector.rpn.anchors: auto or a larger"
                        + " detector.transform.minSize helps");
    }

    @Test
    void anchorsThatAreFittedAreNotAdvised() {
        assertThatImagesAloneAreAdvised(said("detector.rpn.anchors=auto", squares(9, 3)));
    }

    /** A run fits its anchors to the images of the first cycle, before the training is asked for. */
    @Test
    void anchorsThatARunHasFittedAreNotAdvised() {
        TrainingRequest request = ofARun("detector.rpn.anchors=auto", squares(9, 3));
        assertThat(request.config().detector().rpn().anchors().areToBeFitted()).isFalse();
        assertThatImagesAloneAreAdvised(said(request));
        assertThat(said(ofARun("detector.rpn.anchors.sizes=[[300],[310],[320],[330]]", squares(9, 3)))
                        .getFormattedMessage())
                .contains("detector.rpn.anchors: auto or");
    }

    private static void assertThatImagesAloneAreAdvised(ILoggingEvent said) {
        assertThat(said.getLevel()).isEqualTo(Level.WARN);
        assertThat(said.getFormattedMessage())
                .startsWith("anchors: 0 % of 9 boxes")
                .endsWith("the others are hard to learn; a larger detector.transform.minSize helps");
    }

    private static TrainingRequest ofARun(String option, Dataset images) {
        TorchDetectorTrainer.Setup setup = new TorchDetectorTrainer.Setup(config(option), FirstWeights.random(), 1);
        DetectorTrainer.Images all = new DetectorTrainer.Images(images, images, images);
        return TorchDetectorTrainer.reportingTo(TrainingListener.silent(), new StopSignal(), setup)
                .request(new DetectorTrainer.Task(0, all, Path.of("none"), null, 1, List.of()));
    }

    @Test
    void anchorsThatFitAreOnlyTold() {
        ILoggingEvent said = said("detector.rpn.anchors=auto", squares(9, 40));
        assertThat(said.getLevel()).isEqualTo(Level.INFO);
        assertThat(said.getFormattedMessage()).startsWith("anchors: 100 % of 9 boxes");
    }

    @Test
    void nothingToLearnFromIsWarnedOf() {
        ILoggingEvent said = said("detector.rpn.anchors=auto", squares(0, 40));
        assertThat(said.getLevel()).isEqualTo(Level.WARN);
        assertThat(said.getFormattedMessage()).startsWith("1 images and no object to learn from");
    }

    private static Dataset squares(int count, int side) {
        List<Annotation> squares = IntStream.range(0, count)
                .mapToObj(i -> Annotation.of(new Box(10 * i, 10 * i, 10 * i + side, 10 * i + side), 0))
                .toList();
        return new Dataset(
                "squares", ClassNames.of("a"), List.of(new ImageRecord(new ImageId("a"), Path.of("a"), SIZE, squares)));
    }

    private static TrainingConfig config(String option) {
        return new Settings()
                .assignment(option)
                .into(TrainingConfig.defaults(DetectorModel.MOBILENET_V2_FPN.options()));
    }

    private static ILoggingEvent said(String option, Dataset images) {
        return said(new TrainingRequest(
                new SingleTraining(images, null, Path.of("none"), TrainingFolder.Opening.NEW, Map.of()),
                config(option),
                FirstWeights.random()));
    }

    private static ILoggingEvent said(TrainingRequest request) {
        List<ILoggingEvent> said =
                Logged.by(FittedAnchors.class, () -> FittedAnchors.report(request, request.config()));
        assertThat(said).hasSize(1);
        return said.get(0);
    }
}
