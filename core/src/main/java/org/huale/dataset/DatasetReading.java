package org.huale.dataset;

import java.util.List;
import org.huale.dataset.file.BoxCounts;
import org.huale.dataset.file.Findings;
import org.huale.problem.Problem;

/**
 * What came of reading a data set.
 *
 * @param dataset only images and boxes that can be learned from; those that can also be looked at are in the account
 * @param numbering the numbers by which COCO files speak of its images and classes
 * @param problems everything noticed, in reading order; nothing was left out or changed without being listed here
 * @param boxes how many boxes were changed
 * @param account of all images and annotation files
 */
public record DatasetReading(
        Dataset dataset, CocoNumbering numbering, List<Problem> problems, BoxCounts boxes, AnnotationAccount account) {

    public DatasetReading {
        problems = List.copyOf(problems);
    }

    /**
     * What can be learned from of all that is there.
     *
     * @param numbering of all images
     */
    public static DatasetReading of(AnnotationAccount account, CocoNumbering numbering, Findings findings) {
        return new DatasetReading(account.learnable(), numbering, findings.problems(), findings.counts(), account);
    }

    /** All images that can be looked at, with what usable annotations they have: a pool to choose from. */
    public Dataset pool() {
        return account.all();
    }

    /** True where something could not be used at all. */
    public boolean hasUnusable() {
        return problems.stream().anyMatch(problem -> problem.severity() == Problem.Severity.UNUSABLE);
    }
}
