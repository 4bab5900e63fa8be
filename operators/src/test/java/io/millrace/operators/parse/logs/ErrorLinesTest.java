package io.millrace.operators.parse.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorLinesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"level\":\"ERROR\",\"message\":\"x\"}",
                "{\"level\":\"error\",\"msg\":\"x\"}",
                " {\"timestamp\":\"2026-08-05T10:00:00Z\",\"severity\":\"CRITICAL\"}",
                "{\"levelname\": \"FATAL\"}",
                "{\"log.level\":\"error\"}",
                "{\"log\":{\"level\":\"SEVERE\"}}",
                "{\"severityText\":\"FATAL\"}",
                "{\"level\":50,\"msg\":\"pino\"}",
                "{\"errorType\":\"TypeError\",\"errorMessage\":\"x\",\"trace\":[]}",
                "{\"time\":\"t\",\"type\":\"platform.report\",\"record\":{\"requestId\":\"r\",\"status\":\"timeout\"}}",
                "{\"log\":\"2026-08-05 10:00:00 ERROR pool exhausted\",\"kubernetes\":{\"pod\":\"p\"}}",
                "{\"log\":\"{\\\"level\\\":\\\"error\\\"}\"}",
                "{\"message\":\"java.lang.NullPointerException: x\"}",
                "2026-08-05T10:00:00.123Z\t8f5a2f0e-1111-4222-8333-444455556666\tERROR\tpayment failed",
                "[ERROR]\t2026-08-05T10:00:00.123Z\t8f5a2f0e-1111-4222-8333-444455556666\tboom",
                "[ERROR] KeyError: 'id'\nTraceback (most recent call last):\n  File \"/var/task/app.py\", line 3",
                "2026-08-05 10:00:00.123 ERROR 1 --- [nio-8080-exec-1] c.e.Checkout : no stock",
                "12:00:00.123 [http-nio-8080-exec-1] ERROR c.e.Checkout - no stock",
                "Aug 05, 2026 10:00:00 AM com.example.Shop buy\nSEVERE: no stock",
                "2026/08/05 10:00:00 [error] 31#31: *1 connect() failed (111: Connection refused)",
                "time=\"2026-08-05T10:00:00Z\" level=error msg=\"dial tcp\"",
                "ts=2026-08-05T10:00:00Z caller=a.go:1 msg=x lvl=crit",
                "E0805 10:00:00.000000       1 reflector.go:138] failed to list",
                "2026-08-05 10:00:00 UTC:10.0.0.1(5432):app@shop:[123]:ERROR:  deadlock detected",
                "Error: Cannot find module 'x'",
                "panic: runtime error: index out of range",
                "Exception in thread \"main\" java.lang.IllegalStateException",
                "java.io.IOException: Broken pipe",
                "TypeError: undefined is not a function",
                "Traceback (most recent call last):",
                "2026-08-05T10:00:03.010Z 8f5a2f0e-1111-4222-8333-444455556666 Task timed out after 3.00 seconds",
                "REPORT RequestId: 8f5a\tDuration: 12.1 ms\tBilled Duration: 13 ms\tStatus: error\tError Type: Runtime.ExitError",
                "REPORT RequestId: 8f5a\tDuration: 3000.00 ms\tStatus: timeout",
                "<CRITICAL> disk full",
            })
    void anErrorIsWhatItsAuthorOrItsRuntimeCallsOne(String line) {
        assertThat(ErrorLines.isError(line)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "{",
                "{}",
                "{\"level\":\"INFO\",\"message\":\"ERROR rate is 0\"}",
                "{\"level\":\"WARN\",\"message\":\"java.lang.RuntimeException, retrying\"}",
                "{\"level\":30,\"msg\":\"x\",\"errorType\":\"none\"}",
                "{\"level\":3,\"msg\":\"x\"}",
                "{\"type\":\"platform.report\",\"record\":{\"status\":\"success\"}}",
                "{\"type\":\"platform.runtimeDone\",\"record\":{\"status\":\"error\"}}",
                "{\"message\":\"0 errors, no exception\"}",
                "{\"log\":\"{\\\"log\\\":\\\"ERROR\\\"}\"}",
                "2026-08-05T10:00:00.123Z\t8f5a2f0e\tINFO\tError count: 0",
                "2026-08-05 10:00:00.123  WARN 1 --- [main] c.e.Shop : IOException, will retry",
                "INFO  no ERROR here",
                "level=info msg=\"error budget is fine\"",
                "I0805 10:00:00.000000       1 main.go:12] ERROR is a word",
                "START RequestId: 8f5a Version: $LATEST",
                "REPORT RequestId: 8f5a\tDuration: 12.1 ms\tBilled Duration: 13 ms\tMemory Size: 128 MB",
                "\tat com.example.ErrorHandler.onException(ErrorHandler.java:12)",
                "Caused by: java.net.ConnectException: refused",
                "\t... 23 more",
                "there was no exception to the rule",
                "user asked for errors of yesterday",
                "10.0.0.1 - - [05/Aug/2026:10:00:00 +0000] \"GET /error HTTP/1.1\" 200 12",
                "Completed with TypeErrors unlike others",
                "2 111122223333 eni-1 10.0.0.1 10.0.0.2 443 49152 6 10 840 1785924000 1785924060 ACCEPT OK",
            })
    void everythingElseIsNone(String line) {
        assertThat(ErrorLines.isError(line)).isFalse();
    }

    @Test
    void anExtractedLevelDecidesWhereItIsOne() {
        assertThat(ErrorLines.isError("error", "INFO all is well")).isTrue();
        assertThat(ErrorLines.isError("info", "ERROR")).isFalse();
        assertThat(ErrorLines.isError("-", "ERROR")).isTrue();
        assertThat(ErrorLines.isError("", "x")).isFalse();
    }

    @Property
    void nothingThrows(@ForAll String line) {
        assertThatCode(() -> ErrorLines.isError(line)).doesNotThrowAnyException();
        assertThatCode(() -> ErrorLines.isError("{\"message\":\"" + line + "\",\"level\":" + line + "}"))
                .doesNotThrowAnyException();
    }

    @Test
    void hostileLinesTakeTheTimeOfTheirLength() {
        Assertions.assertTimeout(Duration.ofSeconds(20), () -> {
            for (String part :
                    new String[] {"E", "(", "Exception", "a.", "{\"a\":", "ERRO R", " ", "level=", "Error:\n"}) {
                ErrorLines.isError(part.repeat((1 << 20) / part.length()));
                ErrorLines.isError("{\"message\":\"" + "x".repeat(1 << 20) + "\",\"b\":" + part.repeat(100_000));
            }
        });
    }
}
