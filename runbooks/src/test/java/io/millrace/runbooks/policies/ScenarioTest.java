package io.millrace.runbooks.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.runbooks.ContentBundle;
import io.millrace.runbooks.InvalidContentException;
import io.millrace.runbooks.yaml.Problem;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Scenarios beside policies: those that ship come out as they should, and one that does not says why. */
class ScenarioTest {
    private static final String SILENCE =
            """
            silences:
              - id: move
                match: {source: [com.example.search]}
                reason: the index moves
                author: anna
                once: {from: 2026-01-07T09:00:00Z, until: 2026-01-07T11:00:00Z}
            """;
    private static final String INHIBITION =
            """
            inhibit:
              - id: gateway-down
                description: what lies behind the gateway cannot be reached
                source: {attributes: {part: [gateway]}}
                target: {attributes: {part: [page]}}
                equal: [service, attributes.site]
            """;

    @Test
    void everyShippedScenarioComesOutAsItShould() {
        assertThat(ContentBundle.shipped().validate().scenarios()).isGreaterThanOrEqualTo(8);
    }

    @Test
    void aSilenceHoldsBackWhatOpensAndNeverTheEnd() {
        assertHolds(
                SILENCE,
                """
                scenarios:
                  - name: over before the silence is
                    events:
                      - {id: told, at: 0s, account: "111122223333", source: com.example.media, resources: [media-a]}
                      - {id: open, at: 1m, account: "111122223333", source: com.example.search, resources: [search-a]}
                      - {id: over, at: 10m, recovers: open}
                    until: 2h
                    expect:
                      threads: [{events: [told]}]
                      decisions: {open: {action: suppress, rule: move}, over: {action: accept, rule: recoveries}}
                  - name: still on when the silence ends
                    events:
                      - {id: open, at: 1m, account: "111122223333", source: com.example.search, resources: [search-a]}
                      - {id: over, at: 90m, recovers: open}
                    until: 2h
                    expect:
                      threads: [{events: [open], page: paged, state: CLOSED}]
                  - name: began before the silence and ends in it
                    arrivedAt: 2026-01-07T08:30:00Z
                    events:
                      - {id: open, at: 0s, account: "111122223333", source: com.example.search, resources: [search-a]}
                      - {id: over, at: 1h, recovers: open}
                    expect:
                      threads: [{events: [open], state: RESOLVED}]
                """);
    }

    @Test
    void anInhibitionHoldsBackWhileItsSourceIsOnAndTellsAfterwards() {
        assertHolds(
                INHIBITION,
                """
                defaults: {account: "111122223333"}
                scenarios:
                  - name: over before its source is, and still on when its source ends
                    events:
                      - {id: gateway, at: 0s, resources: [search-gateway], attributes: {part: gateway, site: dublin}}
                      - {id: short, at: 11m, resources: [search-a], attributes: {part: page, site: dublin}}
                      - {id: long, at: 12m, resources: [search-b], attributes: {part: page, site: dublin}}
                      - {id: elsewhere, at: 25m, resources: [search-c], attributes: {part: page, site: cork}}
                      - {id: media, at: 14m, resources: [media-a], attributes: {part: page, site: dublin}}
                      - {id: short-over, at: 15m, recovers: short}
                      - {id: gateway-over, at: 40m, recovers: gateway}
                    until: 1h
                    expect:
                      threads:
                        - {events: [gateway], page: paged, state: RESOLVED}
                        - {events: [elsewhere]}
                        - {events: [media]}
                        - {events: [long], page: paged, state: OPEN}
                      decisions:
                        short: {action: suppress, rule: gateway-down}
                        short-over: {action: accept}
                        long: {action: accept, rule: production}
                """);
    }

    @Test
    void aDelayTellsOnlyWhatIsStillTrue() {
        assertHolds(
                """
                policies:
                  - id: settle
                    description: queues fill and empty
                    match: {source: [com.example.search]}
                    then: {delay: 5m}
                """,
                """
                defaults: {account: "111122223333", source: com.example.search}
                scenarios:
                  - name: one that lasts and one that does not
                    events:
                      - {id: lasts, at: 0s, resources: [search-a]}
                      - {id: passes, at: 0s, resources: [search-b]}
                      - {id: passed, at: 4m, recovers: passes}
                    until: 11m
                    expect:
                      threads: [{events: [lasts], page: paged}]
                      decisions: {passes: {action: discharge, rule: settle}}
                """);
    }

    @Test
    void whatDiffersIsToldWithFileLineAndBothSides() {
        assertThat(
                        problems(
                                "",
                                """
                        defaults: {account: "111122223333"}
                        scenarios:
                          - name: two hosts
                            events:
                              - {id: a, at: 0s, resources: [media-a]}
                              - {id: b, at: 1m, resources: [search-b]}
                              - {id: c, at: 2m, account: "444455556666", resources: [lab]}
                            expect:
                              threads:
                                - events: [a, b, c]
                          - name: one host
                            events:
                              - {id: a, at: 0s, resources: [media-a]}
                              - {id: b, at: 1m, resources: [search-b]}
                            expect:
                              threads:
                                - events: [a]
                                  priority: 1
                                  page: paged
                                  state: CLOSED
                                  service: search
                              decisions: {a: {action: discharge, rule: settle}}
                        """))
                .containsExactly(
                        "policies/tests/x.yaml:10: scenario \"two hosts\": expected one thread of [a, b, c]; actually a thread"
                                + " of [a], OPEN, P4, no page; a thread of [b], OPEN, P3, withheld; c is in none: DISCHARGED by"
                                + " \"default\" (no policy matched)",
                        "policies/tests/x.yaml:16: scenario \"one host\": no such thread is expected: [b], OPEN, P3, withheld",
                        "policies/tests/x.yaml:18: scenario \"one host\": priority of the thread of [a] is 4 (severity 3,"
                                + " impact 2); expected 1",
                        "policies/tests/x.yaml:19: scenario \"one host\": page of the thread of [a] is none (severity 3,"
                                + " impact 2); expected paged",
                        "policies/tests/x.yaml:20: scenario \"one host\": state of the thread of [a] is OPEN (severity 3,"
                                + " impact 2); expected CLOSED",
                        "policies/tests/x.yaml:21: scenario \"one host\": service of the thread of [a] is media (severity 3,"
                                + " impact 2); expected search",
                        "policies/tests/x.yaml:22: scenario \"one host\": a came to ACCEPTED by \"production\" (a production"
                                + " account is affected); expected discharge",
                        "policies/tests/x.yaml:22: scenario \"one host\": a came to ACCEPTED by \"production\" (a production"
                                + " account is affected); expected settle");
    }

    @Test
    void aScenarioThatCannotBeReadIsToldWithItsLines() {
        assertThat(
                        problems(
                                "",
                                """
                        scenarios:
                          - name: typos
                            events:
                              - {id: a, at: soon, titel: x}
                              - {id: a, at: 1m, recovers: b}
                              - {id: c, at: 1m, service: media}
                            until: 30s
                            expect:
                              threads:
                                - {events: [a, d], page: yes, priority: 7}
                          - name: typos
                            events: []
                            expect: {}
                        """))
                .anySatisfy(
                        told -> assertThat(told).startsWith("policies/tests/x.yaml:4: at is \"soon\"; wanted the time"))
                .anySatisfy(told -> assertThat(told).startsWith("policies/tests/x.yaml:4: unknown key \"titel\""))
                .anySatisfy(told -> assertThat(told).startsWith("policies/tests/x.yaml:5: event \"a\" is there twice"))
                .anySatisfy(told -> assertThat(told)
                        .startsWith("policies/tests/x.yaml:5: recovers \"b\", which no event before it is"))
                .anySatisfy(told -> assertThat(told).startsWith("policies/tests/x.yaml:6: service is derived"))
                .anySatisfy(told -> assertThat(told).startsWith("policies/tests/x.yaml:7: until is before"))
                .anySatisfy(told -> assertThat(told).contains("x.yaml:10: scenario \"typos\": no event is \"d\""))
                .anySatisfy(told -> assertThat(told).startsWith("policies/tests/x.yaml:10: priority is"))
                .anySatisfy(told -> assertThat(told).contains("scenario \"typos\" is there twice"))
                .anySatisfy(told -> assertThat(told).contains("0 events; wanted 1 to 500"))
                .anySatisfy(told -> assertThat(told).contains("threads is missing"));
    }

    private static void assertHolds(String policies, String tests) {
        assertThatCode(() -> bundle(policies, tests).validate()).doesNotThrowAnyException();
    }

    private static List<String> problems(String policies, String tests) {
        var refused = catchThrowableOfType(
                InvalidContentException.class, () -> bundle(policies, tests).validate());
        return refused.problems().stream().map(Problem::toString).collect(Collectors.toList());
    }

    private static ContentBundle bundle(String policies, String tests) {
        var files = new TreeMap<>(ContentBundle.shipped().files());
        files.remove("policies/tests/scenarios.yaml");
        files.put("policies/00-test.yaml", policies.isEmpty() ? "policies: []\n" : policies);
        files.put("policies/tests/x.yaml", tests);
        return ContentBundle.of(files);
    }
}
