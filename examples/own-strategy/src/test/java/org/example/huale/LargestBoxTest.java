package org.example.huale;

import org.huale.acquire.hua.HuaMetric;
import org.huale.acquire.hua.HuaMetricLaws;

class LargestBoxTest extends HuaMetricLaws {

    @Override
    protected HuaMetric metric() {
        return new LargestBox(new LargestBox.Options(0.3));
    }
}
