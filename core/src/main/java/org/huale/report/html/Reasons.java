package org.huale.report.html;

import java.util.Locale;
import org.huale.acquire.Explanation;
import org.huale.acquire.Explanation.Part;
import org.huale.acquire.ImageScore;
import org.huale.report.markup.Element;
import org.huale.report.markup.Numbers;

/**
 * Why an image was chosen.
 *
 * @param place 1 for the most wanted
 * @param greatest size of any contribution in the cycle, which fills a bar
 * @param withFormula whether to repeat how the score follows from the parts
 */
record Reasons(int place, ImageScore score, double greatest, boolean withFormula) {

    Element html() {
        Explanation explanation = score.explanation();
        Element reasons = Element.of("div", "why")
                .add(Element.of("h4")
                        .add(Element.of("span", "place").text(Integer.toString(place)))
                        .add(Element.of("span", "id").text(score.image().value())))
                .add(Element.of("p", "score")
                        .text("score ")
                        .add(Element.of("b").text(Numbers.measured(score.score())))
                        .text(withFormula ? " = " + explanation.formula() : ""));
        if (!explanation.parts().isEmpty()) {
            Element parts = Element.of("ul", "parts");
            explanation.parts().forEach(part -> parts.add(html(part)));
            reasons.add(parts);
        }
        return reasons;
    }

    private Element html(Part part) {
        Element item = Element.of("li")
                .add(Element.of("span", "name").text(part.name()))
                .add(Element.of("span", "amount").text(Numbers.measured(part.value())))
                .add(Element.of("span", part.contribution() < 0 ? "bar less" : "bar")
                        .set("title", "counts " + Numbers.measured(part.contribution()))
                        .add(Element.of("i").set("style", width(part))));
        return part.reason().isEmpty() ? item : item.add(Element.of("small").text(part.reason()));
    }

    private String width(Part part) {
        double share = greatest > 0 ? Math.abs(part.contribution()) / greatest : 0;
        return String.format(Locale.ROOT, "width:%.0f%%", 100 * share);
    }
}
