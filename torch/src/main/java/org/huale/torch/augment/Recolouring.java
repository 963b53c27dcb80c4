package org.huale.torch.augment;

import org.huale.image.Image;

/**
 * Brightness, then contrast, then saturation, each a blend with black, with the mean gray of the image and with each
 * pixel's own gray, as torchvision's {@code ColorJitter} blends; gray is ITU-R 601 luma.
 */
public final class Recolouring {

    private Recolouring() {}

    public static Image of(Image image, Augmentation.Draw draw) {
        byte[] rgb = image.rgb().clone();
        blendWithConstant(rgb, draw.brightness(), 0);
        blendWithConstant(rgb, draw.contrast(), meanGray(rgb));
        blendWithOwnGray(rgb, draw.saturation());
        return new Image(image.size(), rgb);
    }

    private static void blendWithConstant(byte[] rgb, double factor, double constant) {
        byte[] table = new byte[256];
        for (int value = 0; value < table.length; value++) {
            table[value] = rounded(factor * value + (1 - factor) * constant);
        }
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = table[rgb[i] & 0xFF];
        }
    }

    private static void blendWithOwnGray(byte[] rgb, double factor) {
        for (int i = 0; i < rgb.length; i += 3) {
            double rest = (1 - factor) * gray(rgb, i);
            for (int channel = 0; channel < 3; channel++) {
                rgb[i + channel] = rounded(factor * (rgb[i + channel] & 0xFF) + rest);
            }
        }
    }

    private static double meanGray(byte[] rgb) {
        double sum = 0;
        for (int i = 0; i < rgb.length; i += 3) {
            sum += gray(rgb, i);
        }
        return sum / (rgb.length / 3.0);
    }

    private static double gray(byte[] rgb, int i) {
        return 0.299 * (rgb[i] & 0xFF) + 0.587 * (rgb[i + 1] & 0xFF) + 0.114 * (rgb[i + 2] & 0xFF);
    }

    private static byte rounded(double value) {
        return (byte) Math.round(Math.max(0, Math.min(255, value)));
    }
}
