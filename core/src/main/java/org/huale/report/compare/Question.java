package org.huale.report.compare;

import java.util.Map;
import org.huale.report.curve.Arm;
import org.huale.report.curve.Arms;

/**
 * What is asked on every data set, and with every loss, alike: whether a strategy brings more than another one, or a loss more
 * than another one.
 *
 * @param reference what the arm is held against
 * @param ofLoss whether losses are compared
 */
public record Question(Side arm, Side reference, boolean ofLoss) {

    /**
     * Everything that makes an arm on any data set, whatever of it stands in its label.
     *
     * @param loss empty where strategies are compared, over all losses
     * @param settings the same: without those of the loss
     */
    public record Side(String strategy, String loss, Map<String, String> settings) {

        /** For people; two sides may have the same words. */
        String words() {
            return strategy + (loss.isEmpty() ? "" : ", " + loss) + Arms.words(settings);
        }
    }

    static Question of(Pairing pairing) {
        Arm arm = pairing.arm().arm();
        Arm reference = pairing.reference().arm();
        boolean sameLoss =
                arm.loss().equals(reference.loss()) && arm.settingsOfLoss().equals(reference.settingsOfLoss());
        return sameLoss
                ? new Question(besideLoss(arm), besideLoss(reference), false)
                : new Question(whole(arm), whole(reference), true);
    }

    private static Side besideLoss(Arm arm) {
        return new Side(arm.strategy(), "", arm.settingsBesideLoss());
    }

    private static Side whole(Arm arm) {
        return new Side(arm.strategy(), arm.loss(), arm.settings());
    }
}
