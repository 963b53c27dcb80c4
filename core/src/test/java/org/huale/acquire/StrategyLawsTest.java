package org.huale.acquire;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.huale.dataset.ImageId;
import org.huale.detect.Detections;
import org.huale.detect.EvidencePart;
import org.huale.detect.View;
import org.junit.jupiter.api.Test;

/** The laws themselves: what breaks one in a run breaks it in a test. */
class StrategyLawsTest {

    /** Orders images by how little is background in them. */
    private record ByBackground(Set<EvidencePart> needs) implements AcquisitionStrategy {

        @Override
        public String name() {
            return "by-background";
        }

        @Override
        public Selection select(Query query) {
            TopImages top = new TopImages(query.wanted());
            query.predictions().forEach(View.ORIGINAL, query.unlabeled(), (image, found) -> offer(top, image, found));
            return new Selection(top.inOrder(), List.of());
        }

        private static void offer(TopImages top, ImageId image, Detections found) {
            double score = found.count() == 0
                    ? 0
                    : 1 - SampleDetections.evidence(found).probabilities()[0];
            top.offer(image, score, () -> new Explanation("1 - background", List.of()));
        }
    }

    private static final class Laws extends StrategyLaws {
        private final Set<EvidencePart> needs;

        Laws(EvidencePart... needs) {
            this.needs = Set.of(needs);
        }

        @Override
        protected AcquisitionStrategy strategy() {
            return new ByBackground(needs);
        }
    }

    @Test
    void evidenceThatIsReadAndNotSaidToBeNeededIsFoundOut() {
        assertThatCode(() -> new Laws(EvidencePart.PROBABILITIES).exactlyTheBudgetIsChosen(7))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> new Laws().exactlyTheBudgetIsChosen(7)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> new Laws(EvidencePart.FEATURES).exactlyTheBudgetIsChosen(7))
                .isInstanceOf(ArrayIndexOutOfBoundsException.class);
        assertThatThrownBy(() -> new Laws().theSameQueryGivesTheSameBits(1)).isInstanceOf(NullPointerException.class);
    }
}
