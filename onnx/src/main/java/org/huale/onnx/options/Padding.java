package org.huale.onnx.options;

import java.util.List;

/**
 * What is put around an image that does not fill the network's input.
 *
 * @param place where the image goes: {@code centre} or {@code corner}, the upper left one
 * @param colour in 0..255, in the order of the channels, before it is scaled as colours are
 * @param multipleOf sides of the input are multiples of it, where they are not fixed by the model
 */
public record Padding(Place place, List<Double> colour, int multipleOf) {
    private static final int MOST = 1024;

    /** Where the image goes. */
    public enum Place {
        CENTRE,
        CORNER
    }

    public Padding {
        colour = Triple.require("colour", colour);
        if (multipleOf < 1 || multipleOf > MOST) {
            throw new IllegalArgumentException("multipleOf must be from 1 to " + MOST + ", got " + multipleOf);
        }
    }

    /** The gray 114 that YOLOs learn with. */
    public static Padding gray(Place place) {
        return new Padding(place, Triple.of(114), 32);
    }

    public static Padding none() {
        return new Padding(Place.CORNER, Triple.of(0), 1);
    }
}
