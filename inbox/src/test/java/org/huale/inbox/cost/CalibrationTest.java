package org.huale.inbox.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.huale.geometry.Box;
import org.huale.inbox.content.GuessOutcome;
import org.huale.inbox.content.InboxGuess;
import org.junit.jupiter.api.Test;

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
}
