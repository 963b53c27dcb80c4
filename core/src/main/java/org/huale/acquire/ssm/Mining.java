package org.huale.acquire.ssm;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.huale.acquire.ClassDistributions;
import org.huale.acquire.entropy.BoxWords;
import org.huale.dataset.ClassNames;
import org.huale.dataset.ImageId;
import org.huale.detect.Detections;

/** Sorts images by their own detections: unsure, doubtful, or to be tested. */
record Mining(SsmOptions options, ClassNames classes) {

    /** @param found at least one detection */
    MinedImage of(ImageId image, Detections found) {
        ClassDistributions distributions = new ClassDistributions(found, classes.count());
        List<MinedImage.SureBox> sure = new ArrayList<>();
        int worst = 0;
        double most = -1;
        double best = 0;
        for (int i = 0; i < found.count(); i++) {
            double[] p = distributions.of(i);
            double doubt = BoxDoubt.of(p);
            best = Math.max(best, ClassDistributions.highest(p));
            worst = doubt > most ? i : worst;
            most = Math.max(most, doubt);
            if (BoxDoubt.positive(p) >= 0) {
                sure.add(new MinedImage.SureBox(found.box(i), BoxDoubt.positive(p), doubt));
            }
        }
        MinedImage.Group group = best < 0.5
                ? MinedImage.Group.UNSURE
                : most > options.gamma() ? MinedImage.Group.DOUBTFUL : MinedImage.Group.REST;
        String reason = String.format(Locale.ROOT, "%s: doubt %.3f", BoxWords.of(found, worst, classes), most);
        return new MinedImage(
                image, group, degree(most), group == MinedImage.Group.REST ? tested(sure) : List.of(), reason);
    }

    private static double degree(double doubt) {
        return doubt / (1 + doubt);
    }

    private List<MinedImage.SureBox> tested(List<MinedImage.SureBox> sure) {
        return sure.stream()
                .sorted(Comparator.comparingDouble(MinedImage.SureBox::doubt).reversed())
                .limit(options.pasting().boxes())
                .toList();
    }
}
