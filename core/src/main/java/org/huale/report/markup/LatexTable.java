package org.huale.report.markup;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A floating table in the manner of the package booktabs. Cells are LaTeX already; {@link #escaped} makes it of words. */
public final class LatexTable {
    private final String label;
    private final String caption;
    private final List<List<String>> rows = new ArrayList<>();

    /**
     * @param label to refer to, of letters, digits, colon and minus
     * @param caption LaTeX
     * @param header of the columns; the first from the left, the others from the right
     */
    public LatexTable(String label, String caption, List<String> header) {
        this.label = label;
        this.caption = caption;
        row(header);
    }

    public void row(List<String> cells) {
        if (!rows.isEmpty() && cells.size() != rows.get(0).size()) {
            throw new IllegalArgumentException("a row needs " + rows.get(0).size() + " cells, got " + cells.size());
        }
        rows.add(List.copyOf(cells));
    }

    @Override
    public String toString() {
        String columns = "l" + String.join("", Collections.nCopies(rows.get(0).size() - 1, "r"));
        StringBuilder text = new StringBuilder("\\begin{table}\n\\centering\n\\caption{")
                .append(caption)
                .append("}\n\\label{")
                .append(label)
                .append("}\n\\begin{tabular}{")
                .append(columns)
                .append("}\n\\toprule\n");
        for (int i = 0; i < rows.size(); i++) {
            text.append(String.join(" & ", rows.get(i))).append(" \\\\\n").append(i == 0 ? "\\midrule\n" : "");
        }
        return text.append("\\bottomrule\n\\end{tabular}\n\\end{table}\n").toString();
    }

    /** Words from anywhere with the characters that mean something to LaTeX written out, and without control characters. */
    public static String escaped(String words) {
        StringBuilder text = new StringBuilder();
        words.codePoints().forEach(character -> {
            switch (character) {
                case '\\' -> text.append("\\textbackslash{}");
                case '~' -> text.append("\\textasciitilde{}");
                case '^' -> text.append("\\textasciicircum{}");
                case '<' -> text.append("\\textless{}");
                case '>' -> text.append("\\textgreater{}");
                case '{', '}', '$', '&', '#', '_', '%' -> text.append('\\').appendCodePoint(character);
                default -> text.appendCodePoint(Character.isISOControl(character) ? ' ' : character);
            }
        });
        return text.toString();
    }
}
