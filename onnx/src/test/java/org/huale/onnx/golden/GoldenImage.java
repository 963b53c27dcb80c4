package org.huale.onnx.golden;

import org.huale.geometry.ImageSize;
import org.huale.image.Image;

/** The images of the goldens; {@code picture} in {@code tools/make_onnx_goldens.py} is the twin. */
final class GoldenImage {

    private GoldenImage() {}

    static Image of(int width, int height) {
        byte[] rgb = new byte[3 * width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                for (int c = 0; c < 3; c++) {
                    int value = x * (3 + c) + y * (5 - c) + (x / 16 + y / 16) % 2 * 90 + c * 40;
                    rgb[3 * (y * width + x) + c] = (byte) value;
                }
            }
        }
        return new Image(new ImageSize(width, height), rgb);
    }
}
