package org.huale.report.compare;

import java.util.Map;
import org.huale.report.curve.Arm;
import org.huale.report.curve.Arms;

/**
 * What is asked on every data set, and with every loss, alike: whether a strategy brings more than another one, or a loss more
 * than another one.
 *
 * @param arm strategy and settings without those of the loss; where losses are compared, the label of the arm
 * @param reference the same of what it is held against
 * @param ofLoss whether losses are compared
 */
public record Question(String arm, String reference, boolean ofLoss) {

    static Question of(Pairing pairing) {
        Arm arm = pairing.arm().arm();
        Arm reference = pairing.reference().arm();
        return arm.loss().equals(reference.loss())
                ? new Question(besideLoss(arm), besideLoss(reference), false)
                : new Question(arm.label(), reference.label(), true);
    }

    private static String besideLoss(Arm arm) {
        Map<String, String> settings = arm.settingsBesideLoss();
        return arm.strategy() + Arms.words(settings);
    }
}
