package org.huale.render;

/** How two colours share a surface, over coordinates whose unit is the pattern's period. */
enum Pattern {
    PLAIN {
        @Override
        double share(double u, double v, long seed) {
            return 0;
        }
    },
    STRIPES {
        @Override
        double share(double u, double v, long seed) {
            return u - Math.floor(u) < 0.5 ? 0 : 1;
        }
    },
    CHECKS {
        @Override
        double share(double u, double v, long seed) {
            return ((long) Math.floor(u) + (long) Math.floor(v)) & 1;
        }
    },
    SPOTS {
        @Override
        double share(double u, double v, long seed) {
            double x = u - Math.floor(u) - 0.5;
            double y = v - Math.floor(v) - 0.5;
            return x * x + y * y < 0.1 ? 1 : 0;
        }
    },
    CLOUDS {
        @Override
        double share(double u, double v, long seed) {
            return (4 * noise(u, v, seed) + 2 * noise(2 * u, 2 * v, seed + 1) + noise(4 * u, 4 * v, seed + 2)) / 7;
        }
    };

    /** Share of the second colour, 0 to 1. */
    abstract double share(double u, double v, long seed);

    /** Value noise: random numbers on a lattice, smoothly joined. */
    private static double noise(double u, double v, long seed) {
        long x = (long) Math.floor(u);
        long y = (long) Math.floor(v);
        double across = smooth(u - x);
        double down = smooth(v - y);
        double top = joined(Mixing.unit(seed, x, y), Mixing.unit(seed, x + 1, y), across);
        double bottom = joined(Mixing.unit(seed, x, y + 1), Mixing.unit(seed, x + 1, y + 1), across);
        return joined(top, bottom, down);
    }

    private static double joined(double from, double to, double share) {
        return from + share * (to - from);
    }

    private static double smooth(double t) {
        return t * t * (3 - 2 * t);
    }
}
