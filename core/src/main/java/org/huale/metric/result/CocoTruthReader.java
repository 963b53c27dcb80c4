package org.huale.metric.result;

import java.nio.file.Path;
import org.huale.dataset.BoxDoubts;
import org.huale.dataset.CocoNumbering;
import org.huale.dataset.DatasetLocator;
import org.huale.dataset.box.BoxEvidence;
import org.huale.dataset.box.BoxForm;
import org.huale.dataset.coco.CocoEntry;
import org.huale.dataset.coco.LiteralCoco;
import org.huale.metric.GroundTruthTable;
import org.huale.metric.GroundTruthTable.Marks;
import org.huale.problem.HualeException;

/**
 * Reads the true objects of a COCO annotation file as they stand there, for evaluation against the letter of the file: a
 * box that reaches outside its image is not clipped, one without extent stays an object that nothing finds, and no image
 * needs to exist. Reading a data set to train on is the business of {@code org.huale.dataset}.
 */
public final class CocoTruthReader {
    private CocoTruthReader() {}

    /**
     * Images and classes are ordered by their numbers.
     *
     * @throws HualeException where the file is not of this form; the message names the entry
     */
    public static NumberedTruth read(Path file) {
        return read(LiteralCoco.read(file));
    }

    /**
     * The same, but for boxes that cannot have been meant as they stand.
     *
     * @throws HualeException where the file is not of this form, or its boxes fit another form only
     */
    static NumberedTruth read(DatasetLocator locator) {
        LiteralCoco coco = LiteralCoco.read(locator.path());
        NumberedTruth truth = read(coco);
        BoxDoubts.requireMeant(evidence(truth, coco), locator);
        return truth;
    }

    private static NumberedTruth read(LiteralCoco coco) {
        NumberedTruth truth = NumberedTruth.of(
                new GroundTruthTable(coco.classes(), coco.images()),
                CocoNumbering.of(coco.images(), coco.imageNumbers(), coco.categories()));
        coco.forEachAnnotation(entry -> add(entry, truth));
        return truth;
    }

    private static BoxEvidence evidence(NumberedTruth truth, LiteralCoco coco) {
        BoxEvidence evidence = new BoxEvidence(BoxForm.XYWH);
        GroundTruthTable table = truth.table();
        for (int i = 0; i < table.size(); i++) {
            double[] numbers = table.boxes().xywh(i);
            coco.size(table.image().get(i)).ifPresent(size -> evidence.add(numbers, size));
        }
        return evidence;
    }

    private static void add(CocoEntry entry, NumberedTruth truth) {
        int image = truth.imageIndex(entry.image());
        int classIndex = truth.classIndex(entry.category());
        if (image < 0 || classIndex < 0) {
            throw entry.fault("there is no " + (image < 0 ? "image " + entry.image() : "category " + entry.category()));
        }
        try {
            Marks marks = new Marks(entry.area(), entry.isCrowd(), entry.isDifficult());
            truth.table().addXywh(image, classIndex, entry.xywh(), marks);
        } catch (IllegalArgumentException e) {
            throw entry.fault(String.valueOf(e.getMessage()));
        }
    }
}
