package org.huale.report.html;

import java.util.List;
import org.huale.report.markup.Element;

/** Parts that several sections are made of. */
public final class Section {

    private Section() {}

    /** A section of the page with its heading, which the navigation points to. */
    public static Element of(String id, String title) {
        return Element.of("section")
                .set("id", id)
                .set("aria-labelledby", id + "-title")
                .add(Element.of("h2").set("id", id + "-title").text(title));
    }

    /** Radio buttons {@code NAME-0}, {@code NAME-1} and so on, which the style sheet reads; nothing for one choice alone. */
    public static Element choice(String name, String legend, List<String> choices) {
        Element set = Element.of("fieldset", choices.size() > 1 ? "choice" : "choice single")
                .add(Element.of("legend").text(legend));
        for (int i = 0; i < choices.size(); i++) {
            Element button = Element.of("input")
                    .set("type", "radio")
                    .set("name", name)
                    .set("id", name + "-" + i)
                    .set("autocomplete", "off");
            if (i == 0) {
                button.set("checked", "checked");
            }
            set.add(Element.of("label").add(button).add(Element.of("span").text(choices.get(i))));
        }
        return set;
    }

    /** A box to check, which the style sheet reads. */
    public static Element checkbox(String id, String title, boolean checked) {
        Element box = Element.of("input").set("type", "checkbox").set("id", id).set("autocomplete", "off");
        return Element.of("label")
                .add(checked ? box.set("checked", "checked") : box)
                .add(Element.of("span").text(title));
    }

    /** Said in place of what is not there yet. */
    public static Element nothing(String why) {
        return Element.of("p", "empty").text(why);
    }

    /** Something to be opened by whoever wants it. */
    public static Element folded(String summary) {
        return Element.of("details").add(Element.of("summary").text(summary));
    }
}
