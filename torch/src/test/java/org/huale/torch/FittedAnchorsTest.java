package org.huale.torch;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.huale.config.Settings;
import org.huale.dataset.Annotation;
import org.huale.dataset.ClassNames;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.geometry.Box;
import org.huale.geometry.ImageSize;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class FittedAnchorsTest {
    private static final ImageSize SIZE = new ImageSize(320, 320);

    @Test
    void anchorsThatAreAllTooLargeAreWarnedOf() {
        ILoggingEvent said = said("detector.rpn.anchors.sizes=[[300],[310],[320],[330]]", squares(9));
        assertThat(said.getLevel()).isEqualTo(Level.WARN);
        assertThat(said.getFormattedMessage())
                .startsWith("anchors: 0 % of 9 boxes have an anchor of IoU 0.5")
                .contains("hard to learn: detector.rpn.anchors: auto");
    }

    @Test
    void anchorsThatFitAreOnlyTold() {
        ILoggingEvent said = said("detector.rpn.anchors=auto", squares(9));
        assertThat(said.getLevel()).isEqualTo(Level.INFO);
        assertThat(said.getFormattedMessage()).startsWith("anchors: 100 % of 9 boxes");
    }

    @Test
    void nothingToLearnFromIsWarnedOf() {
        ILoggingEvent said = said("detector.rpn.anchors=auto", squares(0));
        assertThat(said.getLevel()).isEqualTo(Level.WARN);
        assertThat(said.getFormattedMessage()).startsWith("1 images and no object to learn from");
    }

    private static Dataset squares(int count) {
        List<Annotation> squares = IntStream.range(0, count)
                .mapToObj(i -> Annotation.of(new Box(10 * i, 10 * i, 10 * i + 40, 10 * i + 40), 0))
                .toList();
        return new Dataset(
                "squares", ClassNames.of("a"), List.of(new ImageRecord(new ImageId("a"), Path.of("a"), SIZE, squares)));
    }

    private static ILoggingEvent said(String option, Dataset images) {
        TrainingConfig config = new Settings()
                .assignment(option)
                .into(TrainingConfig.defaults(DetectorModel.MOBILENET_V2_FPN.options()));
        ListAppender<ILoggingEvent> said = new ListAppender<>();
        Logger log = (Logger) LoggerFactory.getLogger(FittedAnchors.class);
        said.start();
        log.addAppender(said);
        try {
            FittedAnchors.report(config, images);
        } finally {
            log.detachAppender(said);
        }
        assertThat(said.list).hasSize(1);
        return said.list.get(0);
    }
}
