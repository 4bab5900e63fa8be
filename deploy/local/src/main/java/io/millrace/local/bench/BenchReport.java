package io.millrace.local.bench;

import java.io.PrintWriter;
import java.util.Locale;

/** What was measured, for a reader: a table for each way, the references, and the ratios last. */
final class BenchReport {
    private static final String ROW = "  %-34s %6s %12s %22s %12s %6s%n";

    private final BenchResult result;
    private final PrintWriter out;

    BenchReport(BenchResult result, PrintWriter out) {
        this.result = result;
        this.out = out;
    }

    void print() {
        result.ways().forEach(this::way);
        references();
        result.scorers().print(out);
        ratios();
        out.flush();
    }

    private void way(Way way) {
        out.printf("%n%s%n", capital(way.name()));
        out.printf(ROW, "part", "times", "ns/op median", "min..max", "/s and core", "share");
        for (Part part : way.parts()) {
            row(part.name(), String.format(Locale.ROOT, "%.2f", part.times()), part.each(), percent(part.nanos(), way));
        }
        out.printf(
                Locale.ROOT,
                "  %-34s %6s %,12.0f %22s %,12.0f %6s%n",
                "sum of the parts, for one " + way.unit(),
                "",
                way.sum(),
                "",
                1e9 / way.sum(),
                "100 %");
        row("whole pipeline, for one " + way.unit(), "", way.whole().processor(), "");
        out.printf(
                Locale.ROOT,
                "  in wall time, all threads at once: %,.0f %ss/s (%,.0f..%,.0f)%n",
                way.whole().wall().perSecond(),
                way.unit(),
                1e9 / way.whole().wall().most(),
                1e9 / way.whole().wall().least());
    }

    private void references() {
        out.printf("%nReferences%n");
        reference("Jackson reads the tokens of a point", "tokens");
        reference("... and the text of each", "texts");
        reference("Jackson reads the tokens of an alarm", "tokens ALARM");
        reference("... and the text of each", "texts ALARM");
        reference("... the tokens of a Health event", "tokens HEALTH");
        reference("... and the text of each", "texts HEALTH");
        reference("Event Ruler alone, an alarm", "ruler ALARM");
        reference("... a Health event", "ruler HEALTH");
    }

    private void reference(String name, String benchmark) {
        row(name, "", result.named(benchmark), "");
    }

    private void row(String name, String times, Measured each, String share) {
        out.printf(
                ROW,
                name,
                times,
                String.format(Locale.ROOT, "%,.0f", each.median()),
                String.format(Locale.ROOT, "%,.0f..%,.0f", each.least(), each.most()),
                String.format(Locale.ROOT, "%,.0f", each.perSecond()),
                share);
    }

    private void ratios() {
        out.printf("%nRatios%n");
        for (Way way : result.ways()) {
            out.printf(
                    Locale.ROOT,
                    "  For %s the pipeline costs %.2f times the sum of its parts.%n",
                    way.name(),
                    way.ratio());
        }
        parsing("a point", "");
        parsing("an alarm", " ALARM");
        parsing("a Health event", " HEALTH");
        ratio("Triage of an alarm runs at %.0f %% of Event Ruler's own rate", "ruler ALARM", "triage ALARM");
        ratio("Triage of a Health event runs at %.0f %% of Event Ruler's own rate", "ruler HEALTH", "triage HEALTH");
    }

    /** Against Jackson skipping over all text, and against Jackson reading it, as every reader of an event must. */
    private void parsing(String name, String record) {
        out.printf(
                Locale.ROOT,
                "  Parsing %s to its canonical record runs at %.0f %% of Jackson's own rate without reading a text,"
                        + " %.0f %% with.%n",
                name,
                100 * result.ratio("tokens" + record, "parse" + record),
                100 * result.ratio("texts" + record, "parse" + record));
    }

    private void ratio(String sentence, String reference, String ours) {
        out.printf(Locale.ROOT, "  " + sentence + ".%n", 100 * result.ratio(reference, ours));
    }

    private static String percent(double nanos, Way way) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * nanos / way.sum());
    }

    private static String capital(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
