package org.huale.dataset;

import java.util.List;
import org.huale.dataset.file.BoxCounts;
import org.huale.problem.Problem;

/**
 * What came of reading a data set.
 *
 * @param dataset only images and boxes that can be used
 * @param numbering the numbers by which COCO files speak of its images and classes
 * @param problems everything noticed, in reading order; nothing was left out or changed without being listed here
 * @param boxes how many boxes were changed
 */
public record DatasetReading(Dataset dataset, CocoNumbering numbering, List<Problem> problems, BoxCounts boxes) {

    public DatasetReading {
        problems = List.copyOf(problems);
    }

    /** True where something could not be used at all. */
    public boolean hasUnusable() {
        return problems.stream().anyMatch(problem -> problem.severity() == Problem.Severity.UNUSABLE);
    }
}
