package org.huale.report.html;

import java.util.List;
import org.huale.report.chart.Markers;
import org.huale.report.markup.Element;
import org.huale.report.markup.Inlined;
import org.huale.report.markup.Numbers;

/** The whole page, from its head to the symbols that charts refer to. */
record Page(ReportedRuns runs, Gallery gallery) {
    private static final List<List<String>> SECTIONS = List.of(
            List.of(SummarySection.ID, "Summary"),
            List.of(CurveSection.ID, "Learning curves"),
            List.of(RankSection.ID, "Ranks"),
            List.of(ClassSection.ID, "Classes"),
            List.of(CostSection.ID, "Cost"),
            List.of(EnoughSection.ID, "Enough?"),
            List.of(AnnotationSection.ID, "Annotation"),
            List.of(RunSection.ID, "Run by run"));

    String html() {
        StringBuilder out = new StringBuilder(1 << 20).append("<!DOCTYPE html>\n");
        Element.of("html").set("lang", "en").add(head()).add(body()).write(out);
        return out.append('\n').toString();
    }

    private Element head() {
        Inlined script = Inlined.resource(Page.class, "report.js");
        return Element.of("head")
                .add(Element.of("meta").set("charset", "utf-8"))
                .add(Element.of("meta")
                        .set("http-equiv", "Content-Security-Policy")
                        .set(
                                "content",
                                "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src "
                                        + script.policyHash()))
                .add(Element.of("meta").set("name", "viewport").set("content", "width=device-width, initial-scale=1"))
                .add(Element.of("meta").set("name", "color-scheme").set("content", "light dark"))
                .add(Element.of("title").text(ReportFolder.TITLE + datasets()))
                .add(Element.of("style").add(Inlined.resource(Page.class, "report.css")))
                .add(Element.of("style").text(switches()))
                .add(Element.of("script").set("type", "module").add(script));
    }

    private Element body() {
        AnnotationSection annotation = new AnnotationSection(runs);
        Element main = Element.of("main")
                .add(new SummarySection(runs).html())
                .add(new CurveSection(runs).html())
                .add(new RankSection(runs).html())
                .add(new ClassSection(runs).html())
                .add(new CostSection(runs).html())
                .add(new EnoughSection(runs).html());
        if (annotation.isNeeded()) {
            main.add(annotation.html());
        }
        return Element.of("body")
                .add(Element.of("a", "skip")
                        .set("href", "#" + SummarySection.ID)
                        .text("Skip to the summary"))
                .add(Markers.definitions())
                .add(header())
                .add(main.add(new RunSection(runs, gallery).html()));
    }

    private Element header() {
        Element links = Element.of("nav").set("aria-label", "Sections");
        SECTIONS.stream()
                .filter(one ->
                        !one.get(0).equals(RankSection.ID) || !runs.rankings().isEmpty())
                .filter(one -> !one.get(0).equals(AnnotationSection.ID) || new AnnotationSection(runs).isNeeded())
                .forEach(one ->
                        links.add(Element.of("a").set("href", "#" + one.get(0)).text(one.get(1))));
        return Element.of("header")
                .add(Element.of("div", "title")
                        .add(Element.of("p", "brand").text("HUALE"))
                        .add(Element.of("h1").text("Active learning report"))
                        .add(Element.of("p", "about").text(about())))
                .add(links);
    }

    private String about() {
        int seeds = runs.distinct(run -> Long.toString(run.summary().seed())).size();
        return Numbers.count(runs.runs().size(), "run") + " on " + datasets() + " with " + Numbers.count(seeds, "seed")
                + ": " + String.join(" · ", runs.distinct(run -> run.summary().strategy()));
    }

    /** Hides an arm whose box is not checked; there are as many rules as arms. */
    private String switches() {
        StringBuilder rules = new StringBuilder();
        int arms = runs.labels().size();
        for (int i = 0; i < arms; i++) {
            rules.append("body:has(#show-arm-")
                    .append(i)
                    .append(":not(:checked)) .arm-")
                    .append(i)
                    .append(" { display: none; }\n");
        }
        return rules.toString();
    }

    private String datasets() {
        return String.join(", ", runs.distinct(run -> run.summary().dataset()));
    }
}
