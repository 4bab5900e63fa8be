package io.millrace.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class CirclesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Circles circles = new Circles();

    @Test
    void whatWasFixedAndResolvedIsToldInTheOrderInWhichItHappened() throws Exception {
        tell("10:00:00", "Thread Opened", "'threadId':'t','title':'CPU above 80 %'");
        tell(
                "10:01:00",
                "Remediation Requested",
                "'threadId':'t','step':'stop','target':'x/i-1','rung':0,'runbook':'high-cpu','commandId':'c'");
        // heard before its beginning
        tell(
                "10:02:01",
                "EC2 Automation Execution Status-change Notification",
                "'ExecutionId':'e','Definition':'D','Status':'Success'");
        tell("10:02:00", "Remediation Outcome", "'threadId':'t','outcome':'STARTED','executionId':'e'");
        tell("10:06:00", "Remediation Verified", "'threadId':'t','outcome':'FIXED','detail':'well','commandId':'c'");
        assertThat(circles.fixed()).as("not resolved yet").isEmpty();
        assertThat(circles.text()).contains("none yet");
        tell("10:07:00", "Thread Resolved", "'threadId':'t'");

        assertThat(circles.fixed()).hasValueSatisfying(told -> assertThat(told.lines())
                .containsExactly(
                        "  08-05 10:00:00  thread    CPU above 80 % [thread t]",
                        "  08-05 10:01:00  command   stop on i-1, rung 1 of high-cpu [command c]",
                        "  08-05 10:02:00  executor  STARTED [execution e]",
                        "  08-05 10:02:01  ssm       automation D is Success [execution e]",
                        "  08-05 10:06:00  verified  FIXED: well [command c]",
                        "  08-05 10:07:00  resolved  nothing is left open"));
        assertThat(circles.climbed()).isEmpty();
    }

    @Test
    void whatNoRungHelpedEndsWithAPerson() throws Exception {
        tell("10:00:00", "Thread Opened", "'threadId':'t','title':'CPU above 80 %'");
        for (int rung = 0; rung < 2; rung++) {
            tell(
                    "10:0" + rung + ":10",
                    "Remediation Requested",
                    "'threadId':'t','rung':" + rung + ",'commandId':'c" + rung + "'");
            tell(
                    "10:0" + rung + ":20",
                    "Remediation Verified",
                    "'threadId':'t','outcome':'NOT_FIXED','commandId':'c" + rung + "'");
            assertThat(circles.climbed()).isEmpty();
        }
        tell("10:03:00", "Escalation Raised", "'threadId':'t','reason':'high-cpu is exhausted'");

        assertThat(circles.climbed())
                .hasValueSatisfying(told -> assertThat(told).endsWith("person    high-cpu is exhausted\n"));
        assertThat(circles.fixed()).isEmpty();
    }

    private void tell(String time, String type, String detail) throws Exception {
        String text = "{'detail-type':'" + type + "','time':'2026-08-05T" + time + "Z','detail':{" + detail + "}}";
        circles.accept(JSON.readTree(text.replace('\'', '"')));
    }
}
