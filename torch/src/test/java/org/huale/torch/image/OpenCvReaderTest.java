package org.huale.torch.image;

import org.huale.image.ImageReader;
import org.huale.image.ImageReaderLaws;
import org.huale.image.ReadingRules;

final class OpenCvReaderTest extends ImageReaderLaws {
    @Override
    protected ImageReader reader(ReadingRules rules) {
        return new OpenCvReader(rules);
    }
}
