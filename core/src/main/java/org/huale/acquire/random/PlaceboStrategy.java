package org.huale.acquire.random;

import org.huale.acquire.AcquisitionStrategy;
import org.huale.acquire.ConstantStrategyProvider;
import org.huale.acquire.Query;
import org.huale.acquire.Selection;

/**
 * Random under another name, with draws of its own: whatever it seems to gain over Random is noise. Beside strategies that
 * are tested it shows what their tables say of a strategy that does nothing.
 */
public record PlaceboStrategy() implements AcquisitionStrategy {
    /** Its name, by which reports know it. */
    public static final String NAME = "placebo";

    /** There is nothing to choose. */
    public record Options() {}

    /** Finds the strategy by its name. */
    public static final class Provider extends ConstantStrategyProvider<Options> {

        public Provider() {
            super(
                    NAME,
                    "Draws images as random does, to show what noise looks like beside strategies that are tested.",
                    new Options(),
                    options -> new PlaceboStrategy());
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean drawsBlindly() {
        return true;
    }

    /** The draws are its own because a generator's seed depends on the name of the strategy that it is for. */
    @Override
    public Selection select(Query query) {
        return new RandomStrategy().select(query);
    }
}
