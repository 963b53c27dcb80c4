package org.huale.acquire.distinct;

import java.util.Locale;
import org.huale.acquire.Explanation;

/**
 * What an image is a near-duplicate of.
 *
 * @param words the image that it is most like, and why that one counts
 * @param similarity to that image
 */
record Twin(String words, double similarity) {

    Explanation.Part part(String ending) {
        String reason =
                String.format(Locale.ROOT, "near-duplicate of %s (similarity %.3f)%s", words, similarity, ending);
        return new Explanation.Part("near-duplicate", similarity, 0, reason);
    }
}
