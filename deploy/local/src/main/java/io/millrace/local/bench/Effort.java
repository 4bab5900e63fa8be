package io.millrace.local.bench;

import java.time.Duration;

/**
 * How long is measured. Parts follow the whole job in one process: a process of their own would measure them with
 * half-compiled code, unless warmed up for minutes on a machine with other work.
 *
 * @param jobWarmUp the longest that the whole job is warmed up
 */
record Effort(int warmUps, int iterations, Duration iteration, Duration jobWarmUp, int jobWindows, Duration jobWindow) {
    static Effort thorough() {
        return new Effort(5, 5, Duration.ofMillis(400), Duration.ofSeconds(30), 7, Duration.ofSeconds(1));
    }

    static Effort quick() {
        return new Effort(2, 3, Duration.ofMillis(150), Duration.ofSeconds(6), 3, Duration.ofMillis(700));
    }
}
