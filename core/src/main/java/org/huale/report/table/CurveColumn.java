package org.huale.report.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.huale.report.compare.DatasetComparison;
import org.huale.report.compare.Measure;
import org.huale.report.curve.RunCurve;

/**
 * A column of learning curves: the figure with so many labeled images, or an area.
 *
 * @param images of the figure; 0 for an area
 * @param area which; empty for a figure
 * @param value of each run
 */
public record CurveColumn(double images, Optional<Measure> area, Function<RunCurve, OptionalDouble> value) {

    /** The figure wherever a curve has a point, then the areas; that over seconds where these were measured. */
    public static List<CurveColumn> of(DatasetComparison dataset) {
        List<CurveColumn> columns = new ArrayList<>();
        dataset.grid().forEach(x -> columns.add(new CurveColumn(x, Optional.empty(), curve -> curve.at(x))));
        columns.add(area(dataset, Measure.AREA_IMAGES));
        columns.add(area(dataset, Measure.AREA_BOXES));
        if (dataset.ranges().hasSeconds()) {
            columns.add(area(dataset, Measure.AREA_SECONDS));
        }
        return columns;
    }

    private static CurveColumn area(DatasetComparison dataset, Measure measure) {
        return new CurveColumn(0, Optional.of(measure), curve -> measure.of(curve, dataset.ranges()));
    }
}
