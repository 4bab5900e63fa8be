package io.millrace.jobs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** One undisturbed run over the recording, made once for all the tests that compare with it. */
record Baseline(Path recording, long records, ReplayJob.Result result) {
    private static @Nullable Baseline made;

    static synchronized Baseline get() throws Exception {
        if (made == null) {
            Path folder = Files.createTempDirectory("millrace-baseline-");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
            made = make(folder);
        }
        return made;
    }

    private static Baseline make(Path folder) throws Exception {
        Path recording = Recordings.write(folder.resolve("input"));
        try (var cluster = LocalCluster.start(1, folder)) {
            var job = ReplayJob.over(recording, folder.resolve("output"));
            cluster.await(cluster.submit(job.graph(cluster.environment(1, "hashmap", 0))));
            return new Baseline(recording, Recordings.count(recording), job.result());
        }
    }

    private static void delete(Path folder) {
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (java.io.IOException e) {
            // what is left is in the system's temporary folder
        }
    }
}
