package io.millrace.local.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;

/**
 * Metric-stream records of 100 points. Made by writing time and value into a prepared text, so that making one is
 * cheap beside anything that is measured. Values follow a day's rhythm with a little noise, below every condition.
 */
final class MetricRecord {
    private static final String TIME = "1111111111111";
    private static final String SUM = "222.222";
    private static final String[] METRICS = {
        "AWS/EC2\",\"metric_name\":\"CPUUtilization",
        "AWS/EC2\",\"metric_name\":\"NetworkIn",
        "CWAgent\",\"metric_name\":\"mem_used_percent",
        "CWAgent\",\"metric_name\":\"disk_used_percent",
        "AWS/EC2\",\"metric_name\":\"EBSReadOps"
    };
    private static final int SAMPLES = 5;
    /** Metric points arrive two to three minutes after their own time. */
    private static final long DELAY = 150 * BenchRecords.SECOND;

    private static final List<Template> TEMPLATES = templates();

    private MetricRecord() {}

    static byte[] bytes(long number, long arrival) {
        int part = (int) (number % BenchRecords.RECORDS_PER_MINUTE);
        long minute = number / BenchRecords.RECORDS_PER_MINUTE;
        long time = (arrival - DELAY) / BenchRecords.MINUTE * BenchRecords.MINUTE;
        return TEMPLATES.get(part).filled(time, minute, part);
    }

    private static List<Template> templates() {
        var templates = new ArrayList<Template>();
        for (int part = 0; part < BenchRecords.RECORDS_PER_MINUTE; part++) {
            var text = new StringBuilder();
            for (int point = 0; point < BenchRecords.POINTS_PER_RECORD; point++) {
                text.append(line(part * BenchRecords.POINTS_PER_RECORD + point));
            }
            templates.add(new Template(text.toString()));
        }
        return templates;
    }

    private static String line(int series) {
        return "{\"metric_stream_name\":\"estate\",\"account_id\":\"111122223333\",\"region\":\"eu-west-1\",\"namespace\":\""
                + METRICS[series % METRICS.length]
                + "\",\"dimensions\":{\"InstanceId\":\""
                + EventRecord.instance(series / METRICS.length)
                + "\"},\"timestamp\":" + TIME + ",\"value\":{\"max\":79.5,\"min\":2.25,\"sum\":" + SUM + ",\"count\":"
                + SAMPLES + ".0},\"unit\":\"Percent\"}\n";
    }

    /** The text of one record and where its times and sums stand. */
    private record Template(byte[] text, int[] times, int[] sums) {
        Template(String text) {
            this(text.getBytes(ISO_8859_1), positions(text, TIME), positions(text, SUM));
        }

        private static int[] positions(String text, String mark) {
            var found = new int[BenchRecords.POINTS_PER_RECORD];
            for (int i = 0, from = 0; i < found.length; i++) {
                found[i] = text.indexOf(mark, from);
                from = found[i] + 1;
            }
            return found;
        }

        byte[] filled(long time, long minute, int part) {
            byte[] bytes = text.clone();
            byte[] digits = Long.toString(time).getBytes(ISO_8859_1);
            for (int i = 0; i < times.length; i++) {
                System.arraycopy(digits, 0, bytes, times[i], digits.length);
                write(thousandths(part * BenchRecords.POINTS_PER_RECORD + i, minute), bytes, sums[i]);
            }
            return bytes;
        }

        /** Sum of the samples: their average goes between 25 and 65 in a day. */
        private static int thousandths(int series, long minute) {
            double phase = (minute % 1440 + series * 37 % 1440) / 1440.0;
            double noise = (EventRecord.mixed(series * 1_000_003L + minute) >>> 40) / (double) (1 << 24);
            return (int) (1000 * SAMPLES * (45 + 18 * Math.sin(2 * Math.PI * phase) + 4 * (noise - 0.5)));
        }

        private static void write(int thousandths, byte[] bytes, int at) {
            int rest = thousandths;
            for (int i = SUM.length() - 1; i >= 0; i--) {
                if (SUM.charAt(i) == '.') {
                    continue;
                }
                bytes[at + i] = (byte) ('0' + rest % 10);
                rest /= 10;
            }
        }
    }
}
