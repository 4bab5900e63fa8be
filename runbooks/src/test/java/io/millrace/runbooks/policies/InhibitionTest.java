package io.millrace.runbooks.policies;

import static io.millrace.runbooks.TestEvents.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.domain.DecisionAction;
import io.millrace.domain.EventKind;
import io.millrace.domain.EventStatus;
import io.millrace.domain.InhibitionPart;
import io.millrace.domain.InhibitionSide;
import io.millrace.domain.OpsEvent;
import io.millrace.runbooks.Content;
import io.millrace.runbooks.ContentBundle;
import io.millrace.runbooks.InvalidContentException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InhibitionTest {
    private static final String RULE = "{id: gateway-down, description: what lies behind the gateway cannot be reached,"
            + " source: {attributes: {part: [gateway]}}, target: {source: [com.example.shop]},"
            + " equal: [scope, account, attributes.site]}";

    @Test
    void triageFindsTheSidesAndWhatMustBeEqualAndAcceptsAllTheSame() {
        var target = decide(RULE, event().setAttributes(new TreeMap<>(Map.of("site", "dublin"))));
        var both = decide(RULE, event().setAttributes(new TreeMap<>(Map.of("site", "dublin", "part", "gateway"))));

        assertThat(target.action()).isEqualTo(DecisionAction.ACCEPTED);
        assertThat(target.inhibitions())
                .containsExactly(new InhibitionPart(
                        "gateway-down",
                        InhibitionSide.TARGET,
                        List.of(List.of("111122223333"), List.of("dublin")),
                        Duration.ofHours(24).toMillis()));
        assertThat(both.inhibitions()).extracting(InhibitionPart::getSide).containsExactly(InhibitionSide.BOTH);
    }

    @Test
    void whatAnEventLacksIsEqualToNothing() {
        assertThat(decide(RULE, event()).inhibitions().get(0).getValues())
                .containsExactly(List.of("111122223333"), List.of());
    }

    @Test
    void whatIsCriticalIsNeverSilentUnlessTheRuleSaysSo() {
        var critical = event().setSeverity(5);

        assertThat(decide(RULE, critical).inhibitions()).isEmpty();
        assertThat(decide(RULE.replace("equal:", "evenCritical: true, equal:"), critical)
                        .inhibitions())
                .hasSize(1);
    }

    @Test
    void anEndAndAChangeAreNeverSilent() {
        assertThat(decide(RULE, event().setStatus(EventStatus.RESOLVED)).inhibitions())
                .isEmpty();
        assertThat(decide(RULE, event().setKind(EventKind.CHANGE)).inhibitions())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            equal: [scope, account, attributes.site] | equal: [account, region] | equal is [account, region], which does not imply one scope
            equal: [scope, account, attributes.site] | equal: []                | name scope, or service, which has one
            equal: [scope, account, attributes.site] | equal: [service, acount] | nothing can be equal by "acount"; did you mean "account"
            equal: [scope, account, attributes.site] | equal: [scope], atMost: 30d | atMost is 30 days; wanted 7 at most
            'source: {attributes: {part: [gateway]}},'  | '' | source is missing
            'target: {source: [com.example.shop]},'     | 'target: {title: [x]},' | title is prose
            id: gateway-down                            | id: production   | inhibition "production" is declared in
            """)
    void aRuleThatCouldNotWorkIsRefusedWithItsLine(String wrong, String by, String told) {
        var refused = catchThrowableOfType(
                InvalidContentException.class, () -> content(RULE.replace(wrong, by == null ? "" : by)));

        assertThat(refused).hasMessageContaining("policies/inhibit.yaml:").hasMessageContaining(told);
    }

    private static Verdict decide(String rule, OpsEvent.Builder builder) {
        var content = content(rule);
        var event = builder.build();
        return content.policies().decide(event, content.catalog().of(event), 1);
    }

    private static Content content(String rule) {
        var files = new TreeMap<>(ContentBundle.shipped().files());
        files.put("policies/inhibit.yaml", "inhibit:\n  - " + rule + "\n");
        return ContentBundle.of(files).compile();
    }
}
