package org.huale.report.markup;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An HTML or SVG element under construction. Names come from code; text and attribute values may come from anywhere and
 * are escaped when they are written, here and nowhere else.
 */
public final class Element implements Node {
    private static final Set<String> WITHOUT_CONTENT =
            Set.of("meta", "input", "br", "rect", "line", "path", "circle", "use", "image");
    private static final Set<String> ENDS_A_LINE = Set.of(
            "head",
            "meta",
            "title",
            "section",
            "header",
            "footer",
            "div",
            "figure",
            "p",
            "h1",
            "h2",
            "h3",
            "h4",
            "ul",
            "ol",
            "li",
            "dl",
            "dd",
            "table",
            "thead",
            "tbody",
            "tr",
            "details",
            "summary",
            "article",
            "fieldset",
            "svg",
            "nav");

    private final String name;
    private final Map<String, String> attributes = new LinkedHashMap<>();
    private final List<Node> content = new ArrayList<>();

    private Element(String name) {
        this.name = name;
    }

    public static Element of(String name) {
        return new Element(name);
    }

    /** An element with values for its attribute {@code class}. */
    public static Element of(String name, String classes) {
        return of(name).set("class", classes);
    }

    public Element set(String attribute, String value) {
        attributes.put(attribute, value);
        return this;
    }

    public Element text(String text) {
        return add(new Text(text));
    }

    public Element add(Node... nodes) {
        content.addAll(List.of(nodes));
        return this;
    }

    public Element add(List<? extends Node> nodes) {
        content.addAll(nodes);
        return this;
    }

    @Override
    public void write(StringBuilder out) {
        out.append('<').append(name);
        attributes.forEach((attribute, value) -> {
            out.append(' ').append(attribute).append("=\"");
            new Text(value).write(out);
            out.append('"');
        });
        writeContent(out);
        if (ENDS_A_LINE.contains(name)) {
            out.append('\n');
        }
    }

    private void writeContent(StringBuilder out) {
        if (content.isEmpty() && WITHOUT_CONTENT.contains(name)) {
            out.append("/>");
            return;
        }
        out.append('>');
        content.forEach(node -> node.write(out));
        out.append("</").append(name).append('>');
    }
}
