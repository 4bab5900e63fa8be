package io.millrace.operators.content;

import static io.millrace.testing.Events.anAlarm;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.Command;
import io.millrace.domain.CommandStatus;
import io.millrace.domain.ContentVersion;
import io.millrace.domain.Decision;
import io.millrace.domain.FoldedEvent;
import io.millrace.domain.GuardInput;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.Signal;
import io.millrace.domain.fold.FoldSettings;
import io.millrace.domain.guard.GuardInputs;
import io.millrace.operators.stage.FoldFunction;
import io.millrace.operators.stage.GuardFunction;
import io.millrace.operators.stage.Harnesses;
import io.millrace.operators.stage.Outputs;
import io.millrace.operators.stage.TriageFunction;
import io.millrace.runbooks.ContentBundle;
import io.millrace.runbooks.EffectiveBundle;
import io.millrace.testing.Estates;
import io.millrace.testing.EventBuilder;
import io.millrace.testing.Times;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.TwoInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Content that changes under running stages. */
class ContentOperatorsTest {
    /** Another scope for the example alarm's service, and everything discharged. */
    private static final ContentVersion NEWER = version(
            "v2",
            "10:05",
            Map.of(
                    "policies/00-quiet.yaml",
                    "policies:\n  - id: quiet\n    description: nothing is told\n    match:\n      source: [{exists: true}]\n    then: {action: discharge}\n",
                    "services/example-estate.yaml",
                    renamedScopes()));

    private static final ContentVersion BROKEN =
            version("v3", "10:05", Map.of("guardrails.yaml", "killSwitch: perhaps"));

    @Test
    void theArrivalOfARecordDecidesWhichVersionFoldsIt() throws Exception {
        try (var fold = fold(null)) {
            fold.processElement2(NEWER, 0);
            take(fold, "10:04:59.999", anAlarm("before").inAlarm());
            take(fold, "10:05", anAlarm("after").inAlarm());
            pass(fold, "10:10");

            assertThat(fold.extractOutputValues())
                    .extracting(FoldedEvent::getContentVersion)
                    .containsExactly("example-1", "v2");
        }
    }

    @Test
    void anIdentityKeepsVersionAndScopeUntilItResolves() throws Exception {
        try (var fold = fold(null)) {
            fold.processElement2(NEWER, 0);
            take(fold, "10:00", anAlarm("cpu").inAlarm());
            take(fold, "10:06", anAlarm("cpu").ok());
            take(fold, "10:07", anAlarm("cpu").inAlarm());
            pass(fold, "10:10");

            assertThat(fold.extractOutputValues())
                    .extracting(FoldedEvent::getContentVersion)
                    .containsExactly("example-1", "example-1", "v2");
            assertThat(fold.extractOutputValues())
                    .extracting(FoldedEvent::getScope)
                    .containsExactly("shop", "shop", "market");
        }
    }

    @Test
    void aRestoreKnowsTheVersionsWithoutAnybodyTellingThem() throws Exception {
        OperatorSubtaskState snapshot;
        try (var fold = fold(null)) {
            fold.processElement2(NEWER, 0);
            snapshot = fold.snapshot(1, 1);
        }
        try (var restored = fold(snapshot)) {
            take(restored, "10:00", anAlarm("before").inAlarm());
            take(restored, "10:06", anAlarm("after").inAlarm());
            pass(restored, "10:10");

            assertThat(restored.extractOutputValues())
                    .extracting(FoldedEvent::getContentVersion)
                    .containsExactly("example-1", "v2");
        }
    }

    @Test
    void noMoreThanTheLastVersionsAreKept() throws Exception {
        try (var fold = fold(null)) {
            for (int number = 1; number < 9; number++) {
                fold.processElement2(version("v" + number, "10:0" + number, Map.of()), 0);
            }
            take(fold, "09:00", anAlarm("old").inAlarm());
            take(fold, "10:09", anAlarm("new").inAlarm());
            pass(fold, "10:10");

            assertThat(fold.extractOutputValues())
                    .extracting(FoldedEvent::getContentVersion)
                    .containsExactly("v5", "v8");
        }
    }

    @Test
    void triageDecidesByTheStampedVersionAndNamesIt() throws Exception {
        try (var triage = triage()) {
            triage.processElement2(NEWER, 0);
            triage.processElement1(stamped("example-1", "10:06"), 0);
            triage.processElement1(stamped("v2", "10:06"), 0);
            triage.processElement1(stamped("kept no more", "10:06"), 0);

            assertThat(Harnesses.side(triage, Outputs.DECISIONS))
                    .extracting(Decision::getContentVersion)
                    .containsExactly("example-1", "v2", "v2");
            assertThat(Harnesses.side(triage, Outputs.DECISIONS))
                    .extracting(Decision::getRule)
                    .containsExactly("production", "quiet", "quiet");
        }
    }

    @Test
    void aVersionThatAStageCannotUseIsADeadLetterAndTheOldOneStays() throws Exception {
        try (var triage = triage()) {
            triage.processElement2(BROKEN, 0);
            triage.processElement1(stamped("v3", "10:06"), 0);
            triage.processElement1(stamped("v3", "10:07"), 0);

            assertThat(Harnesses.side(triage, Outputs.DECISIONS))
                    .extracting(Decision::getContentVersion)
                    .containsExactly("example-1", "example-1");
            assertThat(Harnesses.side(triage, Outputs.DEAD_LETTERS))
                    .singleElement()
                    .satisfies(letter -> {
                        assertThat(letter.getStage()).isEqualTo("content");
                        assertThat(letter.getRecordId()).isEqualTo("v3");
                        assertThat(letter.getMessage()).contains("guardrails.yaml");
                    });
        }
    }

    @Test
    void theKillSwitchOfTheNewestVersionRefusesWhatAnOlderOneProposed() throws Exception {
        String guardrails = text("guardrails.yaml");
        var stop = version(
                "stop",
                "10:05",
                Map.of("guardrails.yaml", guardrails.replace("killSwitch: false", "killSwitch: true")));
        try (var guard = guard()) {
            guard.processElement2(stop, 0);
            guard.processElement1(GuardInputs.of(proposal("before", "10:04:59")), 0);
            guard.processElement1(GuardInputs.of(proposal("after", "10:05")), 0);
            guard.processBothWatermarks(new Watermark(Times.at("10:10").toEpochMilli()));

            assertThat(guard.extractOutputValues())
                    .extracting(Command::getStatus)
                    .containsExactly(CommandStatus.GRANTED, CommandStatus.REFUSED);
            assertThat(guard.extractOutputValues().get(1).getReason())
                    .startsWith("kill-switch")
                    .endsWith("(content stop)");
        }
    }

    @Test
    void aRunbookThatTheNewestVersionPutsToSleepActsNoMore() throws Exception {
        var asleep = new TreeMap<String, String>();
        Harnesses.CONTENT.files().forEach((path, text) -> {
            if (text.contains("id: memory-leak") && text.contains("mode: live")) {
                asleep.put(path, text.replace("mode: live", "mode: off"));
            }
        });
        assertThat(asleep).isNotEmpty();
        try (var guard = guard()) {
            guard.processElement2(version("asleep", "10:05", asleep), 0);
            guard.processElement1(GuardInputs.of(proposal("after", "10:06")), 0);
            guard.processBothWatermarks(new Watermark(Times.at("10:10").toEpochMilli()));

            assertThat(guard.extractOutputValues()).singleElement().satisfies(answer -> assertThat(answer.getReason())
                    .startsWith("mode: runbook memory-leak is off"));
        }
    }

    @Test
    void contentThatIsIdleNeitherHoldsTimeBackNorHastensIt() throws Exception {
        try (var fold = fold(null)) {
            fold.processWatermarkStatus2(WatermarkStatus.IDLE);
            take(fold, "10:00", anAlarm("cpu").inAlarm());
            fold.processWatermark1(new Watermark(Times.at("10:01").toEpochMilli()));
            assertThat(fold.extractOutputValues())
                    .as("time goes on without content")
                    .hasSize(1);

            take(fold, "10:02", anAlarm("disk").inAlarm());
            fold.processWatermarkStatus1(WatermarkStatus.IDLE);
            fold.processElement2(NEWER, 0);

            assertThat(fold.extractOutputValues()).as("silence ends nothing").hasSize(1);
            assertThat(fold.numEventTimeTimers()).isGreaterThan(1);
        }
    }

    private static KeyedTwoInputStreamOperatorTestHarness<String, OpsEvent, ContentVersion, FoldedEvent> fold(
            @Nullable OperatorSubtaskState snapshot) throws Exception {
        var stage = new FoldFunction(Harnesses.HISTORY, FoldSettings.defaults());
        return Harnesses.open(
                new KeyedTwoInputStreamOperatorTestHarness<>(
                        new KeyedContentOperator<>(stage), OpsEvent::getIdentity, null, Types.STRING),
                FoldedEvent.class,
                snapshot);
    }

    private static TwoInputStreamOperatorTestHarness<FoldedEvent, ContentVersion, Signal> triage() throws Exception {
        var stage = new TriageFunction(Harnesses.HISTORY);
        return Harnesses.open(
                new TwoInputStreamOperatorTestHarness<>(new ContentOperator<>(stage)), Signal.class, null);
    }

    private static KeyedTwoInputStreamOperatorTestHarness<String, GuardInput, ContentVersion, Command> guard()
            throws Exception {
        var stage = new GuardFunction(Harnesses.HISTORY);
        return Harnesses.open(
                new KeyedTwoInputStreamOperatorTestHarness<>(
                        new KeyedContentOperator<>(stage), input -> GuardFunction.KEY, null, Types.STRING),
                Command.class,
                null);
    }

    private static void take(
            KeyedTwoInputStreamOperatorTestHarness<String, OpsEvent, ContentVersion, FoldedEvent> fold,
            String at,
            EventBuilder event)
            throws Exception {
        fold.processElement1(event.at(at).arrivedAt(at).event(), Times.at(at).toEpochMilli());
    }

    private static void pass(
            KeyedTwoInputStreamOperatorTestHarness<String, OpsEvent, ContentVersion, FoldedEvent> fold, String time)
            throws Exception {
        fold.processBothWatermarks(new Watermark(Times.at(time).toEpochMilli()));
    }

    private static FoldedEvent stamped(String version, String at) {
        return anAlarm("cpu")
                .inAlarm()
                .at(at)
                .arrivedAt(at)
                .contentVersion(version)
                .folded();
    }

    private static ContentVersion version(String version, String appliesFrom, Map<String, String> changed) {
        var files = new TreeMap<>(Harnesses.CONTENT.files());
        files.put("bundle.yaml", "version: " + version + "\neffectiveFrom: 2026-08-01T00:00:00Z\n");
        files.putAll(changed);
        return new EffectiveBundle(ContentBundle.of(files), Times.at(appliesFrom)).toRecord();
    }

    private static String renamedScopes() {
        String path = Harnesses.CONTENT.files().keySet().stream()
                .filter(name -> name.startsWith("services/"))
                .filter(name -> text(name).contains("scope: shop"))
                .findFirst()
                .orElseThrow();
        return text(path).replace("scope: shop", "scope: market");
    }

    private static String text(String path) {
        return Objects.requireNonNull(Harnesses.CONTENT.files().get(path), path);
    }

    private static Command proposal(String id, String at) {
        return Command.newBuilder()
                .setCommandId(id)
                .setStatus(CommandStatus.PROPOSED)
                .setReason("")
                .setThreadId("thread")
                .setScope("shop")
                .setService("checkout")
                .setRunbook("memory-leak")
                .setRunbookVersion("1")
                .setRung(1)
                .setStep("collect-garbage")
                .setAction("Millrace-CollectGarbage")
                .setTarget(Estates.instanceArn(Estates.INSTANCE))
                .setAccount(Estates.PRODUCTION)
                .setRegion(Estates.REGION)
                .setParameters(Map.of())
                .setConditionId("memory-leak")
                .setIdentity("condition:memory-leak:series")
                .setOpeningCondition("opening")
                .setAttempt(1)
                .setTier(1)
                .setMode("live")
                .setCooldownSeconds(1800)
                .setExpiresAfterSeconds(600)
                .setAdvice("")
                .setEvidence(List.of())
                .setContentVersion("example-1")
                .setEventTime(Times.at(at))
                .setArrivedAt(Times.at(at))
                .build();
    }
}
