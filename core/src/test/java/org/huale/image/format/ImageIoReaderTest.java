package org.huale.image.format;

import org.huale.image.ImageReader;
import org.huale.image.ImageReaderLaws;
import org.huale.image.ReadingRules;

final class ImageIoReaderTest extends ImageReaderLaws {
    @Override
    protected ImageReader reader(ReadingRules rules) {
        return new ImageIoReader(rules);
    }
}
