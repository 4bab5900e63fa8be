package io.millrace.local.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.plugin.DefaultPluginManager;
import org.apache.flink.core.plugin.DirectoryBasedPluginFinder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Flink's S3 file system, as the plugin that the job runs with: checkpoints and the lake's files need these calls. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FlinkS3ITCase {
    @AfterEach
    void forgetTheFileSystem() {
        FileSystem.initialize(new Configuration(), null);
    }

    @Test
    void writesListsRenamesAndDeletes(@TempDir java.nio.file.Path folder) throws Exception {
        try (var standIn = S3StandIn.start(S3StandInTest.HOME, folder, 0)) {
            var s3 = fileSystem(standIn);
            var file = new Path("s3://lake/checkpoints/7/_metadata");

            s3.mkdirs(file.getParent());
            try (var out = s3.create(file, FileSystem.WriteMode.NO_OVERWRITE)) {
                out.write("state".getBytes(UTF_8));
            }
            assertThat(s3.getFileStatus(file).getLen()).isEqualTo(5);
            assertThat(Arrays.stream(s3.listStatus(file.getParent()))
                            .map(status -> status.getPath().getName()))
                    .containsExactly("_metadata");
            var renamed = new Path("s3://lake/checkpoints/7/_old");
            assertThat(s3.rename(file, renamed)).isTrue();
            try (var in = s3.open(renamed)) {
                assertThat(in.readAllBytes()).asString(UTF_8).isEqualTo("state");
            }

            assertThat(s3.delete(new Path("s3://lake/checkpoints"), true)).isTrue();
            assertThat(s3.exists(renamed)).isFalse();
        }
    }

    @Test
    void commitsAFileOnlyWhenItsPartsAreClosed(@TempDir java.nio.file.Path folder) throws Exception {
        try (var standIn = S3StandIn.start(S3StandInTest.HOME, folder, 0)) {
            var s3 = fileSystem(standIn);
            var file = new Path("s3://lake/events/dt=2026-03-01/hour=12/part-0");
            var onDisk = standIn.folder("lake").resolve("events/dt=2026-03-01/hour=12/part-0");

            var out = s3.createRecoverableWriter().open(file);
            out.write(new byte[6 * 1024 * 1024]);
            out.write("end".getBytes(UTF_8));
            var commit = out.closeForCommit();
            assertThat(onDisk).doesNotExist();
            commit.commit();

            assertThat(Files.size(onDisk)).isEqualTo(6L * 1024 * 1024 + 3);
        }
    }

    private static FileSystem fileSystem(S3StandIn standIn) throws Exception {
        standIn.createBucket("lake");
        var configuration = new Configuration();
        configuration.setString("s3.endpoint", standIn.endpoint().toString());
        configuration.setString("s3.path.style.access", "true");
        configuration.setString("s3.access-key", "local");
        configuration.setString("s3.secret-key", "local");
        configuration.setString("s3.directory.marker.retention", "keep");
        var plugins = new DirectoryBasedPluginFinder(java.nio.file.Path.of("target", "plugins")).findPlugins();
        FileSystem.initialize(
                configuration,
                new DefaultPluginManager(plugins, CoreOptions.getPluginParentFirstLoaderPatterns(configuration)));
        return FileSystem.get(URI.create("s3://lake/"));
    }
}
