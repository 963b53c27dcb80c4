package org.huale.acquire.objects;

import java.util.ArrayList;
import java.util.List;
import org.huale.acquire.Explanation;
import org.huale.acquire.ImageScore;
import org.huale.acquire.Query;
import org.huale.acquire.Selection;
import org.huale.acquire.coverage.LazyGreedy;
import org.huale.dataset.ImageId;

/** What a choice of images is to be rich in; what an image adds never grows as more are taken. */
interface Objective {

    /** How the gain is computed, in a few words. */
    String formula();

    /** What the image at this position of the query's unlabeled ones adds to all taken so far, at least 0. */
    double gain(int image);

    /** Why it adds that much. */
    String reason(int image);

    void take(int image);

    /** Takes images greedily; what adds nothing any more comes by its id. The score is what an image added. */
    static Selection choose(Query query, Objective objective) {
        List<ImageId> images = query.unlabeled();
        double[] first = new double[images.size()];
        for (int i = 0; i < first.length; i++) {
            first[i] = objective.gain(i);
            query.scores().scored("gain at first", images.get(i), first[i]);
        }
        LazyGreedy greedy = new LazyGreedy(first, objective::gain);
        List<ImageScore> chosen = new ArrayList<>();
        while (chosen.size() < query.wanted()) {
            int next = greedy.next();
            double gain = objective.gain(next);
            Explanation.Part part = new Explanation.Part("gain", gain, gain, objective.reason(next));
            chosen.add(new ImageScore(images.get(next), gain, new Explanation(objective.formula(), List.of(part))));
            query.scores().scored("gain when chosen", images.get(next), gain);
            objective.take(next);
        }
        return new Selection(chosen, List.of());
    }
}
