package org.huale.acquire.ssm;

import java.util.List;
import org.huale.dataset.ImageId;
import org.huale.geometry.Box;

/**
 * What is known of an image.
 *
 * @param group why it is wanted
 * @param degree in [0, 1], within its group
 * @param sure detections to be tested, most doubtful first; none where the group needs no test
 * @param reason what in the image made it so
 */
record MinedImage(ImageId image, Group group, double degree, List<SureBox> sure, String reason) {

    /** A detection of one class above one half. */
    record SureBox(Box box, int classIndex, double doubt) {}

    /** From the least wanted to the most. */
    enum Group {
        /** Nothing speaks for it. */
        REST(0),
        /** A sure detection is not found again on other backgrounds. */
        INCONSISTENT(1),
        /** A detection is in doubt. */
        DOUBTFUL(2),
        /** No class of any detection reaches one half. */
        UNSURE(3);

        private final int least;

        Group(int least) {
            this.least = least;
        }
    }

    double score() {
        return group.least + degree;
    }
}
