package org.huale.report.markup;

/** Words from anywhere; what HTML or XML would take for markup is escaped, what XML cannot hold becomes U+FFFD. */
public record Text(String text) implements Node {

    @Override
    public void write(StringBuilder out) {
        text.codePoints().forEach(character -> write(character, out));
    }

    private static void write(int character, StringBuilder out) {
        switch (character) {
            case '&' -> out.append("&amp;");
            case '<' -> out.append("&lt;");
            case '>' -> out.append("&gt;");
            case '"' -> out.append("&quot;");
            case '\'' -> out.append("&#39;");
            case '\r' -> {} // XML would make a line break of it
            default -> out.appendCodePoint(isAllowed(character) ? character : 0xFFFD);
        }
    }

    /** The characters of XML 1.0, without the unloved ones between delete and space. */
    private static boolean isAllowed(int c) {
        return c == '\t'
                || c == '\n'
                || (c >= 0x20 && c < 0x7F)
                || (c >= 0xA0 && c < 0xD800)
                || (c >= 0xE000 && c < 0xFFFE)
                || c >= 0x10000;
    }
}
