package org.huale.metric.resample;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.huale.metric.Evaluation.Counts;
import org.huale.metric.coco.CocoProtocol;
import org.huale.metric.coco.CocoTally;
import org.huale.metric.coco.CocoTally.Outcome;
import org.huale.metric.voc.VocClassScorer.Match;
import org.huale.metric.voc.VocTally;

/**
 * The matches of one class.
 *
 * @param name of the class
 * @param images of the detections, most confident first, up to the last that found an object; those after it bear on no AP
 * @param marks what became of them: bits 0 to 9 found an object at COCO's IoU thresholds 0.50 to 0.95, 10 to 19 found one that is
 *     ignored there; 20 found one by VOC's rules, 21 does not count there, 22 does not count in COCO, 23 has no
 *     area, or one beyond all measure
 * @param objectImages images of the objects
 * @param objectMarks 1 where an object is to be found by VOC's rules, 2 by COCO's; summed
 */
@SuppressWarnings("ArrayRecordComponent") // large, and nobody compares them
record ClassMatches(String name, int[] images, int[] marks, int[] objectImages, int[] objectMarks) {
    private static final int VOC_FOUND = 1 << 20;
    private static final int VOC_IGNORED = 1 << 21;
    static final int COCO_UNSEEN = 1 << 22;
    private static final int COCO_OUTSIDE = 1 << 23;
    static final int FOUND_ANYWHERE = VOC_FOUND | (int) CocoProtocol.ALL_THRESHOLDS;
    static final int VOC_OBJECT = 1;
    static final int COCO_OBJECT = 2;

    /** What became of a detection by VOC's rules. */
    static int mark(Match match) {
        return switch (match) {
            case FOUND -> VOC_FOUND;
            case IGNORED -> VOC_IGNORED;
            case FALSE -> 0;
        };
    }

    /** The same by COCO's, over all areas. */
    static int mark(Outcome outcome) {
        long found = outcome.matched() & ~outcome.ignored() & CocoProtocol.ALL_THRESHOLDS;
        long ignored = outcome.ignored() & CocoProtocol.ALL_THRESHOLDS;
        int outside = (outcome.outside() & CocoProtocol.ALL_THRESHOLDS) == 0 ? 0 : COCO_OUTSIDE;
        return (int) (found | ignored << CocoProtocol.THRESHOLDS) | outside;
    }

    /** An outcome that has this mark. */
    private static Outcome outcome(int mark) {
        long found = mark & CocoProtocol.ALL_THRESHOLDS;
        long ignored = mark >> CocoProtocol.THRESHOLDS & CocoProtocol.ALL_THRESHOLDS;
        long outside = (mark & COCO_OUTSIDE) == 0 ? 0 : CocoProtocol.ALL_THRESHOLDS;
        return new Outcome(found | ignored, ignored, outside);
    }

    /** True and false positives by VOC's rules, where each image is there so many times. */
    VocTally voc(int[] weights) {
        VocTally tally = new VocTally(name, new Counts(0, objects(weights, VOC_OBJECT), 0, 0));
        for (int i = 0; i < images.length; i++) {
            for (int copy = (marks[i] & VOC_IGNORED) == 0 ? weights[images[i]] : 0; copy > 0; copy--) {
                if ((marks[i] & VOC_FOUND) == 0) {
                    tally.addFalsePositive();
                } else {
                    tally.addTruePositive(0);
                }
            }
        }
        return tally;
    }

    /** The same by COCO's, over all areas. */
    CocoTally coco(int[] weights) {
        CocoTally tally = new CocoTally();
        for (int i = 0; i < images.length; i++) {
            Outcome outcome = outcome(marks[i]);
            for (int copy = (marks[i] & COCO_UNSEEN) == 0 ? weights[images[i]] : 0; copy > 0; copy--) {
                tally.add(0, 0, outcome);
            }
        }
        return tally;
    }

    int objects(int[] weights, int kind) {
        int count = 0;
        for (int i = 0; i < objectImages.length; i++) {
            count += (objectMarks[i] & kind) == 0 ? 0 : weights[objectImages[i]];
        }
        return count;
    }

    void write(DataOutputStream out) throws IOException {
        out.writeUTF(name);
        for (int[] column : new int[][] {images, marks, objectImages, objectMarks}) {
            out.writeInt(column.length);
            for (int value : column) {
                out.writeInt(value);
            }
        }
    }

    /** @throws IOException where an image is none of so many, or columns do not fit */
    static ClassMatches read(DataInputStream in, int imageCount) throws IOException {
        ClassMatches read = new ClassMatches(in.readUTF(), column(in), column(in), column(in), column(in));
        boolean known = Arrays.stream(read.images).allMatch(it -> it >= 0 && it < imageCount)
                && Arrays.stream(read.objectImages).allMatch(it -> it >= 0 && it < imageCount);
        if (!known || read.images.length != read.marks.length || read.objectImages.length != read.objectMarks.length) {
            throw new IOException("class " + read.name + " does not fit");
        }
        return read;
    }

    private static int[] column(DataInputStream in) throws IOException {
        int[] column = new int[count(in, Integer.BYTES)];
        for (int i = 0; i < column.length; i++) {
            column[i] = in.readInt();
        }
        return column;
    }

    /** A number of things that follow, each of so many bytes at least; all bytes that are left must be at hand. */
    static int count(DataInputStream in, int least) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > in.available() / least) {
            throw new IOException("says that " + count + " numbers or names follow, in " + in.available() + " bytes");
        }
        return count;
    }
}
