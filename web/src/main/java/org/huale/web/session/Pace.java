package org.huale.web.session;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;

/** How long images take each person, since the server began. */
final class Pace {
    private final Map<String, Sum> sums = new ConcurrentHashMap<>();

    private record Sum(double seconds, int finished) {}

    /** @param finished whether the image is finished with it */
    void spent(String who, double seconds, boolean finished) {
        sums.merge(
                who,
                new Sum(seconds, finished ? 1 : 0),
                (a, b) -> new Sum(a.seconds() + b.seconds(), a.finished() + b.finished()));
    }

    /** Empty before the first image is finished. */
    OptionalDouble secondsPerImage(String who) {
        Sum sum = sums.get(who);
        return sum == null || sum.finished() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(sum.seconds() / sum.finished());
    }
}
