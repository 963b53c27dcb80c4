package org.huale.report.markup;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ElementTest {

    private static String written(Node node) {
        StringBuilder out = new StringBuilder();
        node.write(out);
        return out.toString();
    }

    @Test
    void textAndAttributesAreEscaped() {
        assertThat(written(Element.of("b").set("title", "a\"b'<>&").text("a\"b'<>&")))
                .isEqualTo("<b title=\"a&quot;b&#39;&lt;&gt;&amp;\">a&quot;b&#39;&lt;&gt;&amp;</b>");
    }

    @Test
    void emptyElementsOfHtmlKeepTheirEndTag() {
        assertThat(written(Element.of("span"))).isEqualTo("<span></span>");
        assertThat(written(Element.of("br"))).isEqualTo("<br/>");
    }

    @Test
    void whatXmlCannotHoldIsReplaced() {
        assertThat(written(new Text("a\u0000\u0085\uffff\ud83d\ude00\udc00\r\n\t")))
                .isEqualTo("a\ufffd\ufffd\ufffd\ud83d\ude00\ufffd\n\t");
    }
}
