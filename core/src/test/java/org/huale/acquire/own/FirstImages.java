package org.huale.acquire.own;

import java.util.List;
import org.huale.acquire.AcquisitionStrategy;
import org.huale.acquire.Explanation;
import org.huale.acquire.Query;
import org.huale.acquire.Selection;
import org.huale.acquire.StrategyProvider;
import org.huale.acquire.TopImages;
import org.huale.dataset.ImageId;

/** A user's own strategy: images in the order of their ids. */
public record FirstImages() implements AcquisitionStrategy {

    public record Options() {}

    public static final class Provider implements StrategyProvider<Options> {

        @Override
        public String name() {
            return "first-images";
        }

        @Override
        public String description() {
            return "Images in the order of their ids.";
        }

        @Override
        public Options defaults() {
            return new Options();
        }

        @Override
        public AcquisitionStrategy create(Options options) {
            return new FirstImages();
        }
    }

    @Override
    public String name() {
        return "first-images";
    }

    @Override
    public Selection select(Query query) {
        TopImages top = new TopImages(query.wanted());
        for (ImageId image : query.unlabeled()) {
            query.scores().scored("first-images", image, 0);
            top.offer(image, 0, () -> new Explanation("the same for all", List.of()));
        }
        return new Selection(top.inOrder(), List.of());
    }
}
