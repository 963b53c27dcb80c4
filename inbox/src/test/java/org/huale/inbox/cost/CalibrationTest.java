package org.huale.inbox.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.huale.inbox.InboxFixture.request;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.huale.dataset.ClassNames;
import org.huale.geometry.Box;
import org.huale.inbox.Inbox;
import org.huale.inbox.InboxFixture;
import org.huale.inbox.InboxFixture.HandClock;
import org.huale.inbox.content.GuessOutcome;
import org.huale.inbox.content.ImageState;
import org.huale.inbox.content.InboxGuess;
import org.huale.inbox.content.InboxImage;
import org.huale.inbox.content.Save;
import org.huale.revision.ClassRenumbering;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalibrationTest {
    private static InboxGuess guess(double confidence, GuessOutcome outcome) {
        return new InboxGuess(0, 0, confidence, confidence, new Box(0, 0, 1, 1), outcome);
    }

    @Test
    void whereNothingIsKnownTheConfidenceIsTheScore() {
        Calibration calibration = Calibration.of(Map.of("disc", List.of(guess(0.95, GuessOutcome.ACCEPTED))));
        assertThat(calibration.score("disc", 0.35)).isEqualTo(0.35, within(1e-15));
        assertThat(calibration.score("square", 0.95)).isEqualTo(0.95, within(1e-15));
    }

    @Test
    void acceptedAndMovedGuessesOfTheClassAndTheBinCountForAScore() {
        List<InboxGuess> decided = new ArrayList<>(List.of(
                guess(0.80, GuessOutcome.ACCEPTED),
                guess(0.85, GuessOutcome.MOVED),
                guess(0.89, GuessOutcome.DELETED),
                guess(0.81, GuessOutcome.RECLASSED),
                guess(0.90, GuessOutcome.DELETED)));
        Calibration calibration = Calibration.of(Map.of("disc", decided));
        assertThat(calibration.score("disc", 0.84)).isEqualTo((2 + 10 * 0.84) / 14, within(1e-15));
        assertThat(calibration.score("disc", 1)).isEqualTo(10 / 11.0, within(1e-15));
    }

    /** Of 0.7 and 0.9 the floats are a little less than the doubles. */
    @Test
    void aConfidenceThatReadsAsTheBeginningOfABinIsInIt() {
        for (int bin = 1; bin < 10; bin++) {
            Calibration calibration = Calibration.of(Map.of("disc", List.of(guess(bin / 10f, GuessOutcome.ACCEPTED))));
            double inside = bin / 10.0 + 0.05;
            double below = bin / 10.0 - 0.05;
            assertThat(calibration.score("disc", inside))
                    .as("bin %d", bin)
                    .isEqualTo((1 + 10 * inside) / 11, within(1e-15));
            assertThat(calibration.score("disc", below)).as("below bin %d", bin).isEqualTo(below, within(1e-15));
        }
    }

    /** A name may be that of another class by now. */
    @Test
    void whatAClassWasCalledWhenItsGuessesWereDecidedOnMakesNoDifference(@TempDir Path folder) {
        try (Inbox inbox = Inbox.open(folder.resolve(Inbox.FILE), new HandClock())) {
            inbox.requests().put(request("initial", 2));
            inbox.work().save(decided(inbox.images().of(1), GuessOutcome.ACCEPTED));
            inbox.requests().complete("initial");
            inbox.requests().put(request("cycle-0", 1));
            inbox.work().save(decided(inbox.images().of(3), GuessOutcome.DELETED)); // the run has not taken it
            ClassRenumbering renamed =
                    new ClassRenumbering(InboxFixture.CLASSES, ClassNames.of("ring", "square", "disc"), List.of(0, 1));
            Calibration calibration = Calibration.of(inbox, request -> renamed);
            assertThat(calibration.score("ring", 0.75)).isEqualTo((1 + 10 * 0.75) / 11, within(1e-15));
            assertThat(calibration.score("disc", 0.75)).isEqualTo(0.75, within(1e-15));
        }
    }

    private static Save decided(InboxImage image, GuessOutcome outcome) {
        return new Save(image.id(), image.revision(), "ann", ImageState.DONE, "", 1, List.of(), Map.of(0, outcome));
    }
}
