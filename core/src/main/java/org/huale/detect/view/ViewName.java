package org.huale.detect.view;

import java.math.BigDecimal;
import org.huale.detect.View;

/** Names with numbers in them, as files may be called: {@code 0.8} becomes {@code 0p8}, {@code -5} becomes {@code m5}. */
final class ViewName {

    private ViewName() {}

    static String of(String kind, double parameter) {
        String number = BigDecimal.valueOf(parameter).stripTrailingZeros().toPlainString();
        return kind + "-" + number.replace('.', 'p').replace("-", "m");
    }

    static String seeded(String name, long seed) {
        return name + View.SEED + Long.toHexString(seed);
    }
}
