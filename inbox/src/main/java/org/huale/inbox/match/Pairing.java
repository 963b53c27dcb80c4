package org.huale.inbox.match;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import org.huale.dataset.Annotation;

/**
 * Which boxes of two lists mean the same object: the pair that overlaps most first, then the next of what is left, as long
 * as they overlap by enough. Equal overlaps go by the place in the first list, then in the second.
 */
public final class Pairing {
    private static final Comparator<Pair> MOST_FIRST = Comparator.comparingDouble(Pair::iou)
            .reversed()
            .thenComparingInt(Pair::left)
            .thenComparingInt(Pair::right);

    private Pairing() {}

    /**
     * @param left place in the first list
     * @param right place in the second list
     */
    public record Pair(int left, int right, double iou) {}

    /**
     * @param least intersection over union of a pair, above 0
     * @return each box in at most one pair
     */
    public static List<Pair> of(List<Annotation> left, List<Annotation> right, double least, boolean sameClass) {
        List<Pair> possible = new ArrayList<>();
        for (int i = 0; i < left.size(); i++) {
            for (int j = 0; j < right.size(); j++) {
                double iou = left.get(i).box().iou(right.get(j).box());
                boolean fits =
                        !sameClass || left.get(i).classIndex() == right.get(j).classIndex();
                if (fits && iou >= least) {
                    possible.add(new Pair(i, j, iou));
                }
            }
        }
        possible.sort(MOST_FIRST);
        return chosen(possible);
    }

    private static List<Pair> chosen(List<Pair> possible) {
        BitSet left = new BitSet();
        BitSet right = new BitSet();
        List<Pair> chosen = new ArrayList<>();
        for (Pair pair : possible) {
            if (!left.get(pair.left()) && !right.get(pair.right())) {
                left.set(pair.left());
                right.set(pair.right());
                chosen.add(pair);
            }
        }
        return chosen;
    }
}
