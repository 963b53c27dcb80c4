package org.huale.dataset.box;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.huale.geometry.Box;
import org.huale.geometry.ImageSize;

/**
 * Counts, over all boxes of a file, how well they fit their images in every form in which they may be stated. Not safe for
 * many threads.
 */
public final class BoxEvidence {
    /** Where more boxes than this share do not fit by a form, the form is not what was meant. */
    private static final double STRAY = 0.02;

    private static final double FEW = 0.1;
    private static final int LARGE_SIDE = 200; // of an image in which whole per cents and pixels can be told apart
    private static final double SPREAD = 60;
    private static final int ENOUGH = 10;

    private final BoxForm stated;
    private int[] misfits = {}; // by form; made with the first box, as many images have none
    private int beyond; // in the stated form, as the next two
    private int specks;
    private int reversed;
    private int boxes;
    private int withinHundred;
    private double farthest;

    /** Whether a box reaches more than 5 % of a side, and 3 pixels, outside its image. */
    public static boolean reachesFar(Box box, ImageSize size) {
        double[] corners = {box.x1(), box.y1(), box.x2(), box.y2()};
        return BoxFit.of(corners, size) == BoxFit.BEYOND;
    }

    /** @param stated the form that is in doubt */
    public BoxEvidence(BoxForm stated) {
        this.stated = stated;
    }

    /** Takes a box as stated; one with numbers that are not finite says nothing. */
    public void add(double[] numbers, ImageSize size) {
        if (!(Double.isFinite(numbers[0] + numbers[1]) && Double.isFinite(numbers[2] + numbers[3]))) {
            return;
        }
        prepare();
        boxes++;
        for (int i = 0; i < misfits.length; i++) {
            BoxForm form = BoxForm.all().get(i);
            BoxFit fit = BoxFit.of(form, numbers, size);
            misfits[i] += fit == BoxFit.FITS ? 0 : 1;
            if (form.equals(stated)) {
                beyond += fit == BoxFit.BEYOND ? 1 : 0;
                specks += fit == BoxFit.SPECK ? 1 : 0;
                reversed += fit == BoxFit.REVERSED ? 1 : 0;
            }
        }
        addHundred(new BoxForm(stated.layout(), BoxForm.Unit.PIXELS).corners(numbers, size), size);
    }

    private void addHundred(double[] corners, ImageSize size) {
        double far = Math.max(corners[2], corners[3]);
        boolean large = Math.min(size.width(), size.height()) >= LARGE_SIDE;
        withinHundred += large && far <= 100 && Math.min(corners[0], corners[1]) >= 0 ? 1 : 0;
        farthest = Math.max(farthest, far);
    }

    private void prepare() {
        if (misfits.length == 0) {
            misfits = new int[BoxForm.all().size()];
        }
    }

    /** Takes what was counted of other boxes of the same file. */
    public void add(BoxEvidence later) {
        prepare();
        for (int i = 0; i < later.misfits.length; i++) {
            misfits[i] += later.misfits[i];
        }
        beyond += later.beyond;
        specks += later.specks;
        reversed += later.reversed;
        boxes += later.boxes;
        withinHundred += later.withinHundred;
        farthest = Math.max(farthest, later.farthest);
    }

    /** What speaks against the form; empty where nothing does. */
    public Optional<Doubt> doubt() {
        int wrong = wrong();
        if (wrong < 2 || wrong < STRAY * boxes) { // one box is a slip
            return hundred();
        }
        List<BoxForm> fitting = likely();
        if (fitting.isEmpty()) {
            return elsewhere();
        }
        boolean sure = 2 * wrong >= boxes || (wrong > 2 && wrong >= FEW * boxes);
        return Optional.of(new Doubt(sure, faultsIn(fitting), withSwapped(fitting)));
    }

    /** Corners in the wrong order can be swapped, if somebody says that they are corners. */
    private List<BoxForm> withSwapped(List<BoxForm> fitting) {
        List<BoxForm> all = new ArrayList<>(fitting);
        if (reversed > beyond + specks) {
            all.add(stated);
        }
        return all;
    }

    private int wrong() {
        return beyond + specks + reversed;
    }

    /** Those in which nearly all boxes fit, best first; where several fit as well, first those of the stated layout. */
    private List<BoxForm> fitting() {
        List<BoxForm> forms = new ArrayList<>(BoxForm.all());
        forms.remove(stated);
        forms.remove(BoxForm.VOC); // a pixel beside xyxy
        forms.removeIf(form -> misfits(form) > STRAY * boxes);
        forms.sort(Comparator.comparingInt(this::misfits)
                .thenComparing(BoxEvidence::isPercent)
                .thenComparing(form -> form.layout() != stated.layout()));
        return forms;
    }

    private static boolean isPercent(BoxForm form) {
        return form.unit() == BoxForm.Unit.PERCENT;
    }

    /** Fractions and pixels may fit as per cents, too, and the other way round; how large the numbers get decides. */
    private List<BoxForm> likely() {
        List<BoxForm> fitting = fitting();
        List<BoxForm> likely = fitting.stream()
                .filter(form -> isPercent(form) == isWithinHundred())
                .toList();
        return likely.isEmpty() ? fitting : likely;
    }

    /** Numbers that come near 100 and never pass it, in images that are larger, look like per cents. */
    private boolean isWithinHundred() {
        return boxes > 1 && withinHundred == boxes && farthest >= SPREAD;
    }

    private int misfits(BoxForm form) {
        return misfits[BoxForm.all().indexOf(form)];
    }

    private String faultsIn(List<BoxForm> fitting) {
        String others = fitting.stream()
                .map(form -> (misfits(form) == 0 ? "none" : misfits(form)) + " as " + form)
                .collect(Collectors.joining(", "));
        return share(wrong()) + faultWords() + " as " + stated + " and " + others;
    }

    private String share(int count) {
        return count + " of " + boxes + (boxes == 1 ? " box " : " boxes ");
    }

    /** Of the fault that most have. */
    private String faultWords() {
        if (beyond >= Math.max(specks, reversed)) {
            return "reach beyond their image";
        }
        return specks >= reversed ? "have no number above 1" : "end before they begin";
    }

    /** No form fits: the boxes were made for other images, or for these in another size. */
    private Optional<Doubt> elsewhere() {
        if (beyond < 2 || beyond < FEW * boxes) {
            return Optional.empty();
        }
        boolean sure = beyond > 2 && 2 * beyond >= boxes;
        return Optional.of(new Doubt(
                sure,
                share(beyond) + "reach far beyond their image as " + stated
                        + ", and no other form fits them all; were they" + " made for images of another size?",
                List.of()));
    }

    /** Per cents fit as pixels. */
    private Optional<Doubt> hundred() {
        if (!isWithinHundred() || stated.unit() != BoxForm.Unit.PIXELS) {
            return Optional.empty();
        }
        List<BoxForm> percents =
                fitting().stream().filter(BoxEvidence::isPercent).toList();
        return percents.isEmpty()
                ? Optional.empty()
                : Optional.of(new Doubt(
                        boxes >= ENOUGH,
                        "all " + boxes + " boxes lie within the first 100 pixels of larger images as " + stated
                                + " and fit as " + percents.get(0),
                        percents));
    }
}
