package org.huale.report.table;

import java.util.List;
import org.huale.report.compare.ArmRanking;

/**
 * The mean ranks of an arm.
 *
 * @param ranks in the order of the rankings
 */
public record RankRow(String arm, List<Double> ranks) {

    /** @param rankings of the same arms, at least one; the best by the first comes first */
    public static List<RankRow> of(List<ArmRanking> rankings) {
        ArmRanking first = rankings.get(0);
        return first.test().bestFirst().stream()
                .map(place -> new RankRow(
                        first.arms().get(place),
                        rankings.stream()
                                .map(it -> it.test().meanRanks().get(place))
                                .toList()))
                .toList();
    }
}
