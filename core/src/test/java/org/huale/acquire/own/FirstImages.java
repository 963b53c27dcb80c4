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
public record FirstImages(Options options) implements AcquisitionStrategy {

    /** @param beyond images that it chooses beyond those wanted, for tests of what becomes of a strategy that is wrong */
    public record Options(int beyond) {}

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
            return new Options(0);
        }

        @Override
        public AcquisitionStrategy create(Options options) {
            return new FirstImages(options);
        }
    }

    @Override
    public String name() {
        return "first-images";
    }

    @Override
    public Selection select(Query query) {
        TopImages top = new TopImages(query.wanted() + options.beyond());
        for (ImageId image : query.unlabeled()) {
            query.scores().scored("first-images", image, 0);
            top.offer(image, 0, () -> new Explanation("the same for all", List.of()));
        }
        return new Selection(top.inOrder(), List.of());
    }
}
