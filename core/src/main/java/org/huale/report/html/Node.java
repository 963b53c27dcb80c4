package org.huale.report.html;

/** A piece of a page. */
sealed interface Node permits Element, Text, Inlined {

    void write(StringBuilder out);
}
