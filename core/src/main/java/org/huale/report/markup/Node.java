package org.huale.report.markup;

/** A piece of a page. */
public sealed interface Node permits Element, Text, Inlined {

    void write(StringBuilder out);
}
