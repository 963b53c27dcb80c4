package org.huale.dataset.file;

/** Words from anywhere in XML that is written, with the characters that mean something to XML written out. */
public final class XmlText {

    private XmlText() {}

    /** As the text of an element. */
    public static String ofElement(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** As the value of an attribute between double quotes; an element may have it, too. */
    public static String ofAttribute(String text) {
        return ofElement(text).replace("\"", "&quot;");
    }
}
