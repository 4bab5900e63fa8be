package io.millrace.operators.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricsCsvFileTest {
    private final Path folder;

    MetricsCsvFileTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void aRowBecomesOneMetricStreamPoint() throws IOException {
        var payloads = payloads("ec2_cpu_utilization_24ae8d.csv", "timestamp,value", "2014-02-14 14:30:00,0.132");

        assertThat(payloads)
                .containsExactly(
                        "{\"metric_stream_name\":\"csv\",\"account_id\":\"111122223333\",\"region\":\"eu-west-1\","
                                + "\"namespace\":\"AWS/EC2\",\"metric_name\":\"CPUUtilization\","
                                + "\"dimensions\":{\"InstanceId\":\"i-0024ae8d\"},\"timestamp\":1392388200000,"
                                + "\"value\":{\"max\":0.132,\"min\":0.132,\"sum\":0.132,\"count\":1.0},\"unit\":\"Percent\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "ec2_disk_write_bytes_1ef3de, eu-west-1, AWS/EC2, DiskWriteBytes, {InstanceId=i-001ef3de}, Bytes",
        "ec2_network_in_257a54, eu-west-1, AWS/EC2, NetworkIn, {InstanceId=i-00257a54}, Bytes",
        "rds_cpu_utilization_cc0c53, eu-west-1, AWS/RDS, CPUUtilization, {DBInstanceIdentifier=cc0c53}, Percent",
        "elb_request_count_8c0756, eu-west-1, AWS/ELB, RequestCount, {LoadBalancerName=8c0756}, Count",
        "grok_asg_anomaly, eu-west-1, AWS/AutoScaling, GroupTotalInstances, {AutoScalingGroupName=grok_asg}, None",
        "iio_us-east-1_i-a2eb1cd9_NetworkIn, us-east-1, AWS/EC2, NetworkIn, {InstanceId=i-a2eb1cd9}, Bytes",
        "art_daily_jumpsup, eu-west-1, CSV, art_daily_jumpsup, {}, None"
    })
    void theFileNameSaysWhichSeriesItIs(
            String stem, String region, String namespace, String metric, String dimensions, String unit) {
        var series = CsvSeries.named(stem);

        assertThat(List.of(series.region, series.namespace, series.metricName, series.unit))
                .containsExactly(region, namespace, metric, unit);
        assertThat(series.dimensions).hasToString(dimensions);
    }

    @Test
    void columnsAreFoundByNameAndTimesMayHaveAnOffset() throws IOException {
        var payloads = payloads("x.csv", "value,host,timestamp", "1e3,h,2014-02-14T14:30:00.250+01:00");

        assertThat(payloads.get(0)).contains("\"timestamp\":1392384600250").contains("\"max\":1000.0");
    }

    @Test
    void aRowThatIsNoPointGoesOnAsItStands() throws IOException {
        assertThat(payloads("x.csv", "timestamp,value", "2014-02-14 14:30:00,n/a", "soon,1", "alone"))
                .containsExactly("2014-02-14 14:30:00,n/a", "soon,1", "alone");
    }

    @Test
    void findsOnlyTheFilesWithPointsAndNamesThemByTheirPath() throws IOException {
        Files.createDirectories(folder.resolve("a/b"));
        Files.writeString(folder.resolve("a/b/x.csv"), "timestamp,value\n");
        Files.writeString(folder.resolve("other.csv"), "name,owner\n");

        assertThat(ReplayFolder.metricsCsv(folder)).extracting(ReplayFile::name).containsExactly("a/b/x.csv");
    }

    private List<String> payloads(String name, String... lines) throws IOException {
        var file = Files.write(folder.resolve(name), List.of(lines));
        var payloads = new ArrayList<String>();
        try (var points = new MetricsCsvFile(folder, file).open()) {
            for (var point = points.next(); point != null; point = points.next()) {
                payloads.add(new String(point, StandardCharsets.UTF_8));
            }
        }
        return payloads;
    }
}
