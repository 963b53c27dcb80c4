package org.huale.report.html;

import org.huale.report.markup.Element;

/** A table that scrolls sideways where there is little room, its first column staying in sight. */
final class Table {
    private final String caption;
    private final Element head = Element.of("tr");
    private final Element body = Element.of("tbody");
    private Element row = Element.of("tr");
    private Element heading = Element.of("th");

    Table(String caption) {
        this.caption = caption;
    }

    Table head(String title) {
        head.add(Element.of("th").set("scope", "col").text(title));
        return this;
    }

    /** Begins a row. */
    Table row(String title) {
        heading = Element.of("th").set("scope", "row").text(title);
        row = Element.of("tr").add(heading);
        body.add(row);
        return this;
    }

    /** Gives the row a class. */
    Table marked(String name) {
        row.set("class", name);
        return this;
    }

    /** Begins a row whose title has a remark below it. */
    Table row(String title, String remark) {
        row(title);
        heading.add(Element.of("small").text(remark));
        return this;
    }

    Table number(String number) {
        row.add(Element.of("td").text(number));
        return this;
    }

    /** A number with a remark below it. */
    Table number(String number, String remark) {
        row.add(Element.of("td").text(number).add(Element.of("small").text(remark)));
        return this;
    }

    Table words(String words) {
        row.add(Element.of("td", "words").text(words));
        return this;
    }

    Table cell(Element content) {
        row.add(content);
        return this;
    }

    Element html() {
        Element table = Element.of("table")
                .set("aria-label", caption)
                .add(Element.of("thead").add(head))
                .add(body);
        return Element.of("figure", "numbers")
                .add(Element.of("figcaption").text(caption))
                .add(Element.of("div", "scroll")
                        .set("tabindex", "0")
                        .set("role", "region")
                        .set("aria-label", caption)
                        .add(table));
    }
}
