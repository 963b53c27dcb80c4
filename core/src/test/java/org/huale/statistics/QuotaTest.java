package org.huale.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Random;
import org.huale.laws.SeededLaw;
import org.junit.jupiter.api.Test;

class QuotaTest {

    @Test
    void productsThatAreWholeStayWhole() {
        assertThat(Quota.upper(1.1, 50)).isEqualTo(55);
        assertThat(Quota.lower(0.29, 100)).isEqualTo(29);
        assertThat(Quota.lower(0.58, 50)).isEqualTo(29);
        assertThat(Quota.lower(1.15, 100)).isEqualTo(115);
        assertThat(Quota.upper(0, 7)).isZero();
        assertThat(Quota.lower(0, 7)).isZero();
        assertThat(Quota.upper(0.5, 7)).isEqualTo(4);
        assertThat(Quota.lower(0.5, 7)).isEqualTo(3);
    }

    @SeededLaw
    void theyAreThoseOfTheDecimals(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 1000; i++) {
            BigDecimal share = BigDecimal.valueOf(random.nextInt(5000), 3);
            int number = random.nextInt(10_000);
            BigDecimal exact = share.multiply(BigDecimal.valueOf(number));
            assertThat(Quota.lower(share.doubleValue(), number))
                    .as("%s of %d", share, number)
                    .isEqualTo(exact.setScale(0, RoundingMode.FLOOR).longValueExact());
            assertThat(Quota.upper(share.doubleValue(), number))
                    .as("%s of %d", share, number)
                    .isEqualTo(exact.setScale(0, RoundingMode.CEILING).longValueExact());
        }
    }
}
