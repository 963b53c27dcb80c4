package org.huale.web.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.PrimitiveIterator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Pages drop a state of an earlier moment than that of the last one. */
class MomentsTest {
    @Test
    void eachIsGreaterThanAllBeforeAlsoWhereTheClockIsSetBack() {
        PrimitiveIterator.OfLong clock = LongStream.of(50, 50, 20, 90, 10).iterator();
        Moments moments = new Moments(clock::nextLong);
        assertThat(LongStream.generate(moments::next).limit(5).toArray()).containsExactly(50, 51, 52, 90, 91);
    }
}
