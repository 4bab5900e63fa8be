package io.millrace.local.bench;

import java.time.Duration;

/**
 * How long is measured.
 *
 * @param jobWarmUp the longest that the whole job is warmed up
 * @param forks 1 to give each part a process of its own, 0 for this one
 */
record Effort(
        int forks,
        int warmUps,
        int iterations,
        Duration iteration,
        Duration jobWarmUp,
        int jobWindows,
        Duration jobWindow) {
    static Effort thorough() {
        return new Effort(1, 3, 5, Duration.ofMillis(400), Duration.ofSeconds(30), 7, Duration.ofSeconds(1));
    }

    static Effort quick() {
        return new Effort(0, 1, 3, Duration.ofMillis(200), Duration.ofSeconds(6), 3, Duration.ofMillis(700));
    }
}
