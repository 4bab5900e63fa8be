package io.millrace.testing;

import io.millrace.domain.EventKind;
import io.millrace.domain.EventStatus;
import io.millrace.domain.OpsEvent;

/** What is said of the execution {@code execution} of the command {@code command}, as the parser reads it. */
public final class Executed {
    private Executed() {}

    /** The executor's report. */
    public static OpsEvent report(String word, String at) {
        return report(word, at, at);
    }

    /** The executor's report, arriving later. */
    public static OpsEvent report(String word, String at, String arrivedAt) {
        return Events.anOutcome("command", word)
                .attribute("threadId", "thread")
                .attribute("scope", "shop")
                .attribute("executionId", "execution")
                .at(at)
                .arrivedAt(arrivedAt)
                .event();
    }

    /** How Systems Manager says that it stands; it names no command. */
    public static OpsEvent status(String word, String at) {
        return status(word, at, at);
    }

    /** How it stood, arriving later. */
    public static OpsEvent status(String word, String at, String arrivedAt) {
        boolean ended = word.equals("Success") || word.equals("CompletedWithSuccess");
        return new EventBuilder(
                        "aws.ssm",
                        "EC2 Automation Execution Status-change Notification",
                        ended ? EventKind.RECOVERY : EventKind.ISSUE)
                .identity("automation:execution")
                .title("Automation millrace-restart is " + word)
                .status(ended ? EventStatus.RESOLVED : EventStatus.OPEN)
                .attribute("executionId", "execution")
                .attribute("automationStatus", word)
                .at(at)
                .arrivedAt(arrivedAt)
                .event();
    }
}
