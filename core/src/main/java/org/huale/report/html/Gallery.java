package org.huale.report.html;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.huale.detect.Detections;
import org.huale.geometry.Box;
import org.huale.loop.folder.CycleRecord;
import org.huale.loop.folder.RunHistory;
import org.huale.loop.folder.SelectionRecord;
import org.huale.loop.folder.SelectionRecord.Chosen;
import org.huale.report.markup.Element;
import org.huale.report.markup.Numbers;
import org.jspecify.annotations.Nullable;

/**
 * The images that a cycle chose, with what the detector saw in both views and why they were chosen.
 *
 * @param most pictures for each cycle of each run
 */
record Gallery(Pictures pictures, int most) {
    private static final int MOST_BOXES = 12;

    String explained() {
        return most == 0
                ? "Pictures of the chosen images were left out."
                : "The images that a cycle chose are shown most wanted first, at most " + most
                        + " for each cycle. Solid boxes"
                        + " are detections in the image itself, dashed ones those in its mirror image, mapped back; the fainter"
                        + " a box, the less confident; the " + MOST_BOXES
                        + " most confident of each view are drawn. A bar"
                        + " shows how much a part adds to the score, to one scale in each cycle.";
    }

    Element switches() {
        return Element.of("div", "switches")
                .add(Element.of("fieldset", "choice")
                        .add(Element.of("legend").text("Boxes"))
                        .add(
                                Section.checkbox("show-original", "of the image", true),
                                Section.checkbox("show-flipped", "of its mirror image", true)));
    }

    Element html(RunHistory run, CycleRecord cycle) {
        SelectionRecord selection = cycle.selection();
        if (selection == null || selection.chosen().isEmpty()) {
            return Section.nothing("Cycle " + cycle.cycle() + " chose nothing.");
        }
        Element block = Element.of("details", "cycle").add(summary(cycle, selection));
        Scatter scatter = Scatter.of(selection);
        if (scatter.isWorthDrawing()) {
            block.add(scatter.html());
        }
        List<String> formulas = selection.chosen().stream()
                .map(chosen -> chosen.score().explanation().formula())
                .distinct()
                .toList();
        if (formulas.size() == 1) {
            block.add(Element.of("p", "note").text("Score: " + formulas.get(0)));
        }
        List<Chosen> shown = run.chosen(cycle, most);
        return block.add(cards(shown, run.summary().classes(), greatest(selection), formulas.size() > 1));
    }

    private Element summary(CycleRecord cycle, SelectionRecord selection) {
        int chosen = selection.chosen().size();
        int candidates = chosen + selection.passedOver().size();
        String words = "Cycle " + cycle.cycle() + " chose " + Numbers.count(chosen, "image")
                + (candidates > chosen ? " of " + Numbers.whole(candidates) + " candidates" : "");
        return Element.of("summary").text(words).add(Element.of("span").text(Math.min(most, chosen) + " shown"));
    }

    private static double greatest(SelectionRecord selection) {
        return selection.chosen().stream()
                .flatMap(chosen -> chosen.score().explanation().parts().stream())
                .mapToDouble(part -> Math.abs(part.contribution()))
                .max()
                .orElse(0);
    }

    private Element cards(List<Chosen> shown, List<String> classes, double greatest, boolean formulas) {
        Element cards = Element.of("div", "cards");
        IntStream.range(0, shown.size())
                .forEach(i -> cards.add(Element.of("article", "card")
                        .add(picture(shown.get(i), classes))
                        .add(new Reasons(i + 1, shown.get(i).score(), greatest, formulas).html())));
        return cards;
    }

    private Element picture(Chosen chosen, List<String> classes) {
        String size = chosen.size().width() + " " + chosen.size().height();
        return Element.of("svg", "picture")
                .set("viewBox", "0 0 " + size)
                .set("preserveAspectRatio", "xMidYMin meet")
                .set("role", "img")
                .set("aria-label", chosen.score().image() + ": " + seen(chosen.original(), classes))
                .add(pictures.of(chosen.file(), chosen.size()))
                .add(boxes("flipped", chosen.flipped(), classes))
                .add(boxes("original", chosen.original(), classes));
    }

    private static String seen(@Nullable Detections found, List<String> classes) {
        if (found == null) {
            return "the strategy did not look at it";
        }
        return found.count() == 0
                ? "nothing was detected"
                : Numbers.count(found.count(), "detection") + ", the most confident " + label(found, 0, classes);
    }

    private static Element boxes(String view, @Nullable Detections found, List<String> classes) {
        Element boxes = Element.of("g", view);
        if (found != null) {
            IntStream.range(0, Math.min(MOST_BOXES, found.count())).forEach(i -> {
                Box box = found.box(i);
                boxes.add(Element.of("rect")
                        .set("x", Numbers.place(box.x1()))
                        .set("y", Numbers.place(box.y1()))
                        .set("width", Numbers.place(box.width()))
                        .set("height", Numbers.place(box.height()))
                        .set("opacity", Numbers.place(Math.max(0.2f, found.confidences()[i])))
                        .add(Element.of("title").text(label(found, i, classes))));
            });
        }
        return boxes;
    }

    private static String label(Detections found, int i, List<String> classes) {
        int index = found.classes()[i];
        String name = index < classes.size() ? classes.get(index) : "class " + index;
        return name + String.format(Locale.ROOT, " %.2f", found.confidences()[i]);
    }
}
