package org.huale.acquire.distinct;

import java.util.ArrayList;
import java.util.List;
import org.huale.acquire.AcquisitionStrategy;
import org.huale.acquire.Query;
import org.huale.acquire.Selection;

/** Writes down how many images a strategy was asked for each time. */
record Counted(AcquisitionStrategy strategy, List<Integer> asked) implements AcquisitionStrategy {

    Counted(AcquisitionStrategy strategy) {
        this(strategy, new ArrayList<>());
    }

    @Override
    public String name() {
        return strategy.name();
    }

    @Override
    public Selection select(Query query) {
        asked.add(query.budget());
        return strategy.select(query);
    }
}
