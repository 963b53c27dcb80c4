package org.huale.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ImageIdTest {

    /** By code point the face would come last; the first of its two units of UTF-16 is below the other. */
    @Test
    void theOrderIsThatOfText() {
        ImageId fullWidth = new ImageId("\uFF21");
        ImageId face = new ImageId("\uD83D\uDE00");
        assertThat(face).isLessThan(fullWidth);
        assertThat(face.value().codePointAt(0)).isGreaterThan(fullWidth.value().codePointAt(0));
    }
}
