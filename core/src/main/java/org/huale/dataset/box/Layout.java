package org.huale.dataset.box;

import java.util.Locale;

/** What four numbers say of a box, whatever their unit. */
public enum Layout {
    /** The corner of least coordinates, width and height. */
    XYWH {
        @Override
        double[] corners(double a, double b, double c, double d) {
            return new double[] {a, b, a + c, b + d};
        }

        @Override
        double[] numbers(double x1, double y1, double x2, double y2) {
            return new double[] {x1, y1, x2 - x1, y2 - y1};
        }
    },
    /** Two opposite corners. */
    XYXY {
        @Override
        double[] corners(double a, double b, double c, double d) {
            return new double[] {a, b, c, d};
        }

        @Override
        double[] numbers(double x1, double y1, double x2, double y2) {
            return new double[] {x1, y1, x2, y2};
        }
    },
    /** The centre, width and height. */
    CXCYWH {
        @Override
        double[] corners(double a, double b, double c, double d) {
            return new double[] {a - c / 2, b - d / 2, a + c / 2, b + d / 2};
        }

        @Override
        double[] numbers(double x1, double y1, double x2, double y2) {
            return new double[] {(x1 + x2) / 2, (y1 + y2) / 2, x2 - x1, y2 - y1};
        }
    },
    /** The first and the last pixel of a box, counted from 1. */
    VOC {
        @Override
        double[] corners(double a, double b, double c, double d) {
            return new double[] {a - 1, b - 1, c, d};
        }

        @Override
        double[] numbers(double x1, double y1, double x2, double y2) {
            return new double[] {x1 + 1, y1 + 1, x2, y2};
        }
    };

    /** x1, y1, x2, y2 of the numbers, in their unit. */
    abstract double[] corners(double a, double b, double c, double d);

    /** The numbers that state these corners. */
    abstract double[] numbers(double x1, double y1, double x2, double y2);

    /** How much longer a side is than the difference of its two numbers, which both belong to the box in VOC. */
    public int sidePixels() {
        return this == VOC ? 1 : 0;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
