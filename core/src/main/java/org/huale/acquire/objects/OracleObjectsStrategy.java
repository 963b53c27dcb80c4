package org.huale.acquire.objects;

import org.huale.acquire.BoundStrategy;
import org.huale.acquire.ConstantStrategyProvider;
import org.huale.acquire.Query;
import org.huale.acquire.Selection;
import org.huale.dataset.ClassNames;

/** Coverage of objects that knows the true objects: what {@link ObjectCoverageStrategy} could bring with a perfect detector. */
public record OracleObjectsStrategy(ObjectCoverageOptions options) implements BoundStrategy {

    /** Finds the bound by its name. */
    public static final class Provider extends ConstantStrategyProvider<ObjectCoverageOptions> {

        public Provider() {
            super(
                    "oracle-objects",
                    "A bound and no strategy: object-coverage by the pool's true objects.",
                    ObjectCoverageOptions.defaults(),
                    OracleObjectsStrategy::new);
        }
    }

    @Override
    public String name() {
        return "oracle-objects";
    }

    @Override
    public Selection select(Query query, Hidden hidden) {
        if (query.wanted() == 0) {
            return Selection.none();
        }
        ClassNames own = query.labeled().classes();
        ClassNames known = query.predictions().classes();
        return ObjectCoverageStrategy.select(
                query, image -> ObjectGroup.annotated(hidden.of(image), own, known), options);
    }
}
