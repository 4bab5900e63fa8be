package io.millrace.runbooks.catalog;

import static io.millrace.runbooks.TestEvents.INSTANCE;
import static io.millrace.runbooks.TestEvents.PRODUCTION;
import static io.millrace.runbooks.TestEvents.REGION;
import static io.millrace.runbooks.TestEvents.SANDBOX;
import static io.millrace.runbooks.TestEvents.conditionMet;
import static io.millrace.runbooks.TestEvents.instanceArn;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.Command;
import io.millrace.domain.CommandStatus;
import io.millrace.domain.EventStatus;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.Origin;
import io.millrace.runbooks.ContentBundle;
import io.millrace.runbooks.catalog.Refusal.Code;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunbookPlannerTest {
    private static final RunbookPlanner PLANNER =
            ContentBundle.shipped().compile().planner();
    private static final PlanContext CONTEXT =
            new PlanContext("thread-1", "shop", "checkout", "occurrence-1", "example-1");

    @Test
    void proposesACommandWithEverythingAnExecutorNeeds() {
        var event = cpu(93, INSTANCE).build();

        var command = command(event, 0, 1, CONTEXT);

        assertThat(command.getStatus()).isEqualTo(CommandStatus.PROPOSED);
        assertThat(command.getAction()).isEqualTo("Millrace-ScaleInstanceUp");
        assertThat(command.getTarget()).isEqualTo(instanceArn(PRODUCTION, REGION, INSTANCE));
        assertThat(command.getParameters())
                .containsExactlyInAnyOrderEntriesOf(Map.of("InstanceId", List.of(INSTANCE), "Sizes", List.of("1")));
        assertThat(command.getCommandId()).hasSize(36);
        assertThat(command.getThreadId()).isEqualTo("thread-1");
        assertThat(command.getService()).isEqualTo("checkout");
        assertThat(command.getRunbook() + "@" + command.getRunbookVersion()).isEqualTo("high-cpu@2");
        assertThat(command.getConditionId()).isEqualTo("high-cpu");
        assertThat(command.getOpeningCondition()).isEqualTo("occurrence-1");
        assertThat(command.getTier()).isEqualTo(1);
        assertThat(command.getMode()).isEqualTo("live");
        assertThat(command.getCooldownSeconds()).isEqualTo(1800);
        assertThat(command.getExpiresAfterSeconds()).isEqualTo(600);
        assertThat(command.getAdvice()).startsWith("Sustained CPU above 80 %");
        assertThat(command.getEvidence()).containsExactly(event.getEventId());
        assertThat(command.getValues()).containsEntry("value", 93.0);
        assertThat(command.getArrivedAt()).isEqualTo(event.getArrivedAt());
    }

    @Test
    void givesTheSameIdForTheSameAskingAndAnotherForAnyOther() {
        var ids = new HashSet<String>();
        ids.add(id(cpu(93, INSTANCE), 0, 1, CONTEXT));
        ids.add(id(cpu(95, INSTANCE).setEventId("event-2"), 0, 1, CONTEXT));
        ids.add(id(cpu(93, INSTANCE), 0, 1, new PlanContext("thread-2", "shop", "", "occurrence-1", "example-2")));
        assertThat(ids).as("a new figure, a merged thread, a new bundle").hasSize(1);

        ids.add(id(cpu(93, INSTANCE), 0, 2, CONTEXT));
        ids.add(id(cpu(93, INSTANCE), 1, 1, CONTEXT));
        ids.add(id(cpu(85, INSTANCE), 0, 1, CONTEXT));
        ids.add(id(cpu(93, "i-0dd44ee55ff660011"), 0, 1, CONTEXT));
        ids.add(id(cpu(93, INSTANCE), 0, 1, new PlanContext("thread-1", "shop", "checkout", "o-2", "example-1")));
        ids.add(id(cpu(93, INSTANCE), 0, 1, new PlanContext("thread-1", "other", "checkout", "occurrence-1", "e")));
        ids.add(id(cpu(93, INSTANCE).setIdentity("condition:high-cpu:other"), 0, 1, CONTEXT));
        assertThat(ids).hasSize(8);
    }

    @ParameterizedTest
    @CsvSource({
        "'', EMPTY_TARGET",
        "'  ', EMPTY_TARGET",
        "*, WILDCARD_TARGET",
        "i-*, WILDCARD_TARGET",
        "i-0c2f5e7a91d34b68?, WILDCARD_TARGET",
        "i-0c2f5e7a91d34b680;reboot, MALFORMED_TARGET",
        "i-0c2f5e7a91d34b68, MALFORMED_TARGET",
        "{{ssm:secret}}, MALFORMED_TARGET",
        "arn:aws:ec2:eu-west-1:444455556666:instance/i-0c2f5e7a91d34b680, MALFORMED_TARGET",
    })
    void refusesATargetThatIsNotExactlyOneInstance(String id, Code code) {
        assertRefused(cpu(93, id), code);
    }

    @Test
    void refusesWhenNothingIsNamed() {
        var event = cpu(93, INSTANCE).setAttributes(Map.of("conditionId", "high-cpu"));

        assertRefused(event, Code.EMPTY_TARGET);
    }

    @Test
    void refusesATargetOfAnotherAccountOrRegion() {
        assertRefused(
                cpu(93, INSTANCE).setResources(List.of(instanceArn(SANDBOX, REGION, INSTANCE))), Code.FOREIGN_TARGET);
        assertRefused(
                cpu(93, INSTANCE).setResources(List.of(instanceArn(PRODUCTION, "us-east-1", INSTANCE))),
                Code.FOREIGN_TARGET);
    }

    @Test
    void refusesWhenDimensionAndResourceDisagree() {
        var two = List.of(instanceArn(PRODUCTION, REGION, "i-0dd44ee55ff660011"));

        assertRefused(cpu(93, INSTANCE).setResources(two), Code.TOO_MANY_TARGETS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"arn:aws:ec2", "arn:aws:ec2:eu-west-1:1:instance/x", "arn:evil:ec2:eu-west-1:111122223333:x"})
    void refusesAMalformedArn(String arn) {
        assertRefused(cpu(93, INSTANCE).setResources(List.of(arn)), Code.MALFORMED_TARGET);
    }

    @ParameterizedTest
    @CsvSource({"'', eu-west-1", "11112222333, eu-west-1", "111122223333, ''", "111122223333, everywhere"})
    void refusesAnEventWithoutAProperPlace(String account, String region) {
        assertRefused(cpu(93, INSTANCE).setAccount(account).setRegion(region), Code.MALFORMED_TARGET);
    }

    @Test
    void refusesARungThatIsNotThereAndAValueThatNoBranchTakes() {
        assertThat(plan(cpu(93, INSTANCE).build(), 2, 1, CONTEXT)
                        .refusal()
                        .orElseThrow()
                        .code())
                .isEqualTo(Code.NO_SUCH_RUNG);
        assertRefused(cpu(80, INSTANCE), Code.NO_BRANCH);
        assertRefused(cpu(93, INSTANCE).setValues(Map.of()), Code.NO_BRANCH);
        assertRefused(cpu(Double.NaN, INSTANCE), Code.NO_BRANCH);
    }

    @Test
    void isTriggeredOnlyByWhatMillraceDerivedFromData() {
        var met = cpu(93, INSTANCE);

        assertThat(PLANNER.triggeredBy(met.build())).map(Runbook::id).hasValue("high-cpu");
        assertThat(PLANNER.triggeredBy(
                        cpu(93, INSTANCE).setOrigin(Origin.STREAM).build()))
                .isEmpty();
        assertThat(PLANNER.triggeredBy(
                        cpu(93, INSTANCE).setStatus(EventStatus.RESOLVED).build()))
                .isEmpty();
        assertThat(PLANNER.triggeredBy(conditionMet("unheard-of", 97, Map.of()).build()))
                .isEmpty();
    }

    @Test
    void sleepsWhenSwitchedOff() {
        var files = new TreeMap<>(ContentBundle.shipped().files());
        files.computeIfPresent("catalog/high-cpu.yaml", (path, text) -> text.replace("mode: live", "mode: off"));
        var content = ContentBundle.of(files).compile();
        var event = cpu(93, INSTANCE).build();

        assertThat(content.planner().triggeredBy(event)).isEmpty();
        var plan = content.planner().plan(content.runbooks().find("high-cpu").orElseThrow(), 0, 1, event, CONTEXT);
        assertThat(plan.refusal().orElseThrow().code()).isEqualTo(Code.RUNBOOK_OFF);
    }

    private static OpsEvent.Builder cpu(double value, String instance) {
        return conditionMet("high-cpu", value, Map.of("dim.InstanceId", instance));
    }

    private static void assertRefused(OpsEvent.Builder event, Code code) {
        var plan = plan(event.build(), 0, 1, CONTEXT);

        assertThat(plan.command()).isEmpty();
        assertThat(plan.refusal().orElseThrow().code()).isEqualTo(code);
        assertThat(plan.refusal().orElseThrow().reason()).matches("[ -~]{10,400}");
    }

    private static String id(OpsEvent.Builder event, int rung, int attempt, PlanContext context) {
        return command(event.build(), rung, attempt, context).getCommandId();
    }

    private static Command command(OpsEvent event, int rung, int attempt, PlanContext context) {
        return plan(event, rung, attempt, context).command().orElseThrow();
    }

    private static Plan plan(OpsEvent event, int rung, int attempt, PlanContext context) {
        var runbook =
                ContentBundle.shipped().compile().runbooks().find("high-cpu").orElseThrow();
        return PLANNER.plan(runbook, rung, attempt, event, context);
    }
}
