package io.millrace.local.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.Command;
import io.millrace.domain.CommandStatus;
import io.millrace.domain.Outcome;
import io.millrace.domain.ThreadChange;
import io.millrace.local.flink.JobMetrics;
import io.millrace.operators.lake.Lake;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Silence must not stop time, and the absence of ticks must not invent it (DESIGN §2, "Time"). */
class SilenceITCase {
    private static final Instant START = Instant.parse("2026-08-05T10:00:00Z");
    private static final String INSTANCE = "i-0c2f5e7a91d34b680";
    /** A metric stream's delay. */
    private static final long DELAY = 150;

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void ticksAloneMakeADueVerificationFailAndWithoutThemNothingHappens() throws Exception {
        try (var job = LiveJob.start()) {
            for (int minute = 0; minute <= 4; minute++) {
                Instant at = START.plusSeconds(60L * minute);
                job.put(
                        LiveJob.METRICS,
                        INSTANCE,
                        Payloads.cpu(INSTANCE, at, 95).getBytes(UTF_8),
                        at.plusSeconds(DELAY));
            }
            job.caughtUp();
            // nobody answers the diagnosis: the first rung follows two minutes after the last point's arrival, and its
            // verification is due fifteen minutes later, at 10:23:30
            ticks(job, 0, 22);
            job.until(() -> job.rows().of(Lake.COMMANDS, Command.class).size() == 2);
            assertThat(job.rows().of(Lake.COMMANDS, Command.class))
                    .allSatisfy(command -> assertThat(command.getStatus()).isEqualTo(CommandStatus.GRANTED));

            Instant stands = minute(22).minusMillis(501);
            job.until(() -> JobMetrics.watermark("Thread signals") == stands.toEpochMilli());
            job.settle();
            long silentUntil = System.nanoTime() + TimeUnit.SECONDS.toNanos(2);
            int changes = job.rows().of(Lake.THREADS, ThreadChange.class).size();
            while (System.nanoTime() < silentUntil) {
                job.settle();
            }
            assertThat(JobMetrics.watermark("Thread signals")).isEqualTo(stands.toEpochMilli());
            assertThat(job.rows().of(Lake.OUTCOMES, Outcome.class)).isEmpty();
            assertThat(job.rows().of(Lake.THREADS, ThreadChange.class)).hasSize(changes);

            ticks(job, 23, 28);
            job.until(() -> !job.rows().of(Lake.OUTCOMES, Outcome.class).isEmpty());
            job.until(() -> job.rows().of(Lake.THREADS, ThreadChange.class).stream()
                    .anyMatch(change -> change.getChange().equals("ESCALATED")));
            assertThat(job.rows().of(Lake.OUTCOMES, Outcome.class))
                    .singleElement()
                    .satisfies(outcome -> {
                        assertThat(outcome.getOutcome()).isEqualTo("UNVERIFIABLE");
                        assertThat(outcome.getArrivedAt()).isBetween(minute(23), minute(24));
                    });
        }
    }

    private static void ticks(LiveJob job, int first, int last) {
        for (int minute = first; minute <= last; minute++) {
            job.tick(minute(minute));
        }
    }

    private static Instant minute(int minute) {
        return START.plusSeconds(60L * minute);
    }
}
