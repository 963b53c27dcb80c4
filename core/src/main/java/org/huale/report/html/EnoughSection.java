package org.huale.report.html;

import java.util.List;
import java.util.Optional;
import org.huale.forecast.Expectation;
import org.huale.loop.folder.RunHistory;
import org.huale.report.curve.Figure;
import org.huale.report.markup.Element;
import org.huale.report.markup.Numbers;

/** What a further batch of annotations is expected to bring to each run. */
record EnoughSection(ReportedRuns runs) {
    static final String ID = "enough";

    Element html() {
        Element section = Section.of(ID, "Enough?");
        List<RunHistory> known =
                runs.inFull().stream().filter(run -> of(run).isPresent()).toList();
        if (known.isEmpty()) {
            return section.add(
                    Section.nothing(
                            "What the next batch may bring is said of runs with at least two evaluated cycles of the same classes."));
        }
        return section.add(
                        Element.of("p", "note")
                                .text(
                                        "A power law through the cycles of each run says what the next batch may bring: the one"
                                                + " that is chosen, else one as large as the last. Eight of ten figures that are measured then"
                                                + " should lie in the interval; how many did in past runs is in the documentation of the statistics."
                                                + " It knows nothing of a strategy that changes its ways or a pool that runs out of what is new."))
                .add(table(known));
    }

    private Optional<Expectation> of(RunHistory run) {
        return runs.figures().stream().findFirst().map(Figure::toString).flatMap(run::expectation);
    }

    private Element table(List<RunHistory> known) {
        Table table = new Table(runs.figures().get(0).title() + " after the next batch, in percent")
                .head("run")
                .head("images")
                .head("now")
                .head("images more")
                .head("expected")
                .head("80 % interval")
                .head("gain");
        for (RunHistory run : known) {
            Expectation it = of(run).orElseThrow();
            double now = it.last().y();
            table.row(run.summary().name(), run.summary().dataset())
                    .number(Numbers.whole(it.last().x()))
                    .number(Numbers.percent(now))
                    .number(Numbers.whole(it.next() - it.last().x()))
                    .number(Numbers.percent(it.expected()))
                    .number(Numbers.percent(it.low()) + " to " + Numbers.percent(it.high()))
                    .number(
                            Numbers.points(it.gain()),
                            Numbers.points(it.low() - now) + " to " + Numbers.points(it.high() - now));
        }
        return table.html();
    }
}
