package io.millrace.cloud;

import io.millrace.domain.BusEvent;
import io.millrace.domain.Command;
import io.millrace.domain.CommandStatus;
import io.millrace.operators.eventbridge.BusEvents;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A command as the guard grants it, and as the job puts it on the bus. */
final class SampleCommand {
    private SampleCommand() {}

    static Command granted() {
        return builder().build();
    }

    static BusEvent said(Command command) {
        return BusEvents.of(command).orElseThrow();
    }

    static Command.Builder builder() {
        Instant at = Instant.parse("2026-08-05T10:12:00Z");
        return Command.newBuilder()
                .setCommandId("9df22f19-6a33-4cd0-8372-fe502de51211")
                .setStatus(CommandStatus.GRANTED)
                .setReason("within all budgets")
                .setThreadId("t1")
                .setScope("checkout")
                .setService("checkout")
                .setRunbook("high-cpu")
                .setRunbookVersion("1")
                .setRung(0)
                .setStep("stop-runaway-process")
                .setAction("Millrace-StopRunawayProcess")
                .setTarget("arn:aws:ec2:eu-west-1:111122223333:instance/i-0c2f5e7a91d34b680")
                .setAccount("111122223333")
                .setRegion("eu-west-1")
                .setParameters(Map.of("InstanceId", List.of("i-0c2f5e7a91d34b680"), "CpuPercent", List.of("90")))
                .setConditionId("high-cpu")
                .setIdentity("condition:high-cpu:s")
                .setOpeningCondition("o1")
                .setAttempt(0)
                .setTier(1)
                .setMode("live")
                .setCooldownSeconds(1800)
                .setExpiresAfterSeconds(600)
                .setAdvice("")
                .setEvidence(List.of("e1"))
                .setContentVersion("example-1")
                .setEventTime(at)
                .setArrivedAt(at);
    }
}
