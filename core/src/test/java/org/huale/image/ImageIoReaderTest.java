package org.huale.image;

final class ImageIoReaderTest extends ImageReaderLaws {
    @Override
    protected ImageReader reader(ReadingRules rules) {
        return new ImageIoReader(rules);
    }
}
