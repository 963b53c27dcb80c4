package org.huale.acquire.objects;

import org.huale.acquire.AcquisitionStrategy;
import org.huale.acquire.SeeingBound;
import org.huale.acquire.StrategyLaws;

class OracleObjectsStrategyTest extends StrategyLaws {

    @Override
    protected AcquisitionStrategy strategy() {
        return new SeeingBound(new OracleObjectsStrategy(ObjectCoverageOptions.defaults()));
    }
}
