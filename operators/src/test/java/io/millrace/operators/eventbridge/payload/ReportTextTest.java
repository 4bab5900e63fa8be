package io.millrace.operators.eventbridge.payload;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.IncidentReport;
import io.millrace.domain.TimelineEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ReportTextTest {
    private static final Instant NOW = Instant.parse("2026-08-05T10:00:00.123Z");
    private static final Pattern CODE = Pattern.compile("`[^`\\n]*`");

    @Test
    void readsAsADocument() {
        assertThat(ReportText.of(report("CPU of checkout").build()))
                .startsWith("# Post-incident record\n\n`CPU of checkout`\n\n- Service: `checkout`\n")
                .contains(
                        "\n- P2, severity 4 of 5, 3 events",
                        "\n- Ended: resolved, manual (no runbook)",
                        "\n- Detected 2026-08-05T10:00:10Z (after 10 s)",
                        "\n- `CPU of checkout` Rests on thread_events `e1`.",
                        "\n- 2026-08-05T10:00:00Z OPENED `CPU of checkout`",
                        "## What to automate\n\n- `CPU of checkout`");
    }

    @Property
    void whatCameFromOutsideStaysInCodeSpans(@ForAll("hostile") String value) {
        String text =
                ReportText.of(report(value).setService(value).setOwner(value).build());

        String ours = CODE.matcher(text).replaceAll("");
        assertThat(ours).doesNotContain("`").matches("[ -~\\n]*").doesNotContain("<", "[", "](", "@", "http", "&");
        assertThat(text).doesNotContain("\r", "\u0000", "\u202e", "\u200b");
        assertThat(text.lines()).allMatch(line -> line.isEmpty() || line.matches("(#|##|-|`).*"));
    }

    @Test
    void isCutAtALineAndSaysSo() {
        var many = new ArrayList<TimelineEntry>();
        for (int i = 0; i < 80; i++) {
            many.add(new TimelineEntry(NOW, "CALLED", "\u20ac".repeat(300), "e" + i));
        }
        String text = ReportText.of(report("CPU").setTimeline(many).build());

        assertThat(text.length()).isLessThanOrEqualTo(ReportText.MOST).isGreaterThan(ReportText.MOST - 800);
        assertThat(text).endsWith("incident_reports)\n");
        assertThat(CODE.matcher(text).replaceAll("")).doesNotContain("`");
    }

    @Provide
    Arbitrary<String> hostile() {
        return Arbitraries.of(
                        "`",
                        "``` \n# heading",
                        "\n\n## What worked\n- all",
                        "[click](https://example.invalid)",
                        "![x](https://example.invalid/x.png)",
                        "<script>alert(1)</script>",
                        "<!channel> @everyone",
                        "https://example.invalid",
                        "\r\n- item",
                        "\u0000\u202e\u200b\u2066",
                        "\ud800",
                        "|a|b|",
                        "",
                        " ",
                        "&lt;",
                        "\u2028\u2029\u0085",
                        "x".repeat(10_240))
                .list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(parts -> String.join("a", parts));
    }

    private static IncidentReport.Builder report(String outside) {
        return IncidentReport.newBuilder()
                .setReportId("r")
                .setThreadId("thread-1")
                .setTitle(outside)
                .setScope("shop")
                .setService("checkout")
                .setOwner("team")
                .setAccount("111122223333")
                .setRegion("eu-west-1")
                .setSeverity(4)
                .setPriority(2)
                .setEnding("RESOLVED")
                .setTold(true)
                .setOpenedAt(NOW)
                .setDetectedAt(NOW.plusSeconds(10))
                .setSecondsToDetect(10L)
                .setClosedAt(NOW.plusSeconds(100))
                .setEventCount(3)
                .setRootHypothesis(outside)
                .setRootBasis("thread_events")
                .setRootRecord("e1")
                .setTimeline(List.of(new TimelineEntry(NOW, "OPENED", outside, "c1")))
                .setWorked(List.of())
                .setAutomate(List.of(outside))
                .setEffort("MANUAL")
                .setManualBecause("NO_RUNBOOK")
                .setSignature("s")
                .setArrivedAt(NOW);
    }
}
