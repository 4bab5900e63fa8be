package io.millrace.local.demo;

import java.util.List;

/** What happened, in words, and where to look. */
final class DemoReport {
    private static final int THREADS = 5;
    private static final int DEEDS = 12;

    private final DemoRun run;
    private final String summary;

    DemoReport(DemoRun run, String summary) {
        this.run = run;
        this.summary = summary;
    }

    String text() {
        List<String> deeds = run.reader().deeds(DEEDS);
        String acts = deeds.isEmpty() ? "  nothing" : "  " + String.join("\n  ", deeds);
        String lake = run.lake().toString();
        return String.format(
                """

                What happened
                  %s

                The most urgent threads
                %s
                What was done about them (the last %d)
                %s

                %s

                Where it is
                  lake       %s
                  bus logs   %s  (what each rule received)
                  executor   %s  (as CloudWatch Logs would have it)

                Ask the lake
                  ./millrace sql --lake %s "select priority, service, title, status, event_count from threads_current order by priority, event_count desc limit 10"
                  ./millrace sql --lake %s "select stage, action, rule, count(*) as records from decisions group by all order by records desc"
                  ./millrace sql --lake %s "select runbook, step, target, status, reason from commands order by arrived_at"
                """,
                summary,
                run.reader().story(THREADS),
                DEEDS,
                acts,
                run.reader().circles().text(),
                lake,
                run.busLogs(),
                run.executionLog(),
                lake,
                lake,
                lake);
    }
}
