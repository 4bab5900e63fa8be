package io.millrace.testing.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** AWS Cost Anomaly Detection as EventBridge delivers it: always from us-east-1. */
final class CostEvents {
    private CostEvents() {}

    /** Spend of one AWS service beyond what was expected, in US dollars. */
    static byte[] anomaly(
            String id, String anomalyId, String account, String product, double expected, double actual, Instant at) {
        var day = at.truncatedTo(ChronoUnit.DAYS);
        double impact = Math.rint((actual - expected) * 100) / 100;
        var monitor = "arn:aws:ce::" + account + ":anomalymonitor/abcdef12-1234-4ea0-84cc-918a97d736ef";
        var detail = Json.object()
                .put("accountName", "payer")
                .put("anomalyEndDate", Envelope.seconds(day))
                .put("anomalyId", anomalyId);
        detail.putObject("anomalyScore").put("currentScore", 0.61).put("maxScore", 0.83);
        detail.put("anomalyStartDate", Envelope.seconds(day.minus(Duration.ofDays(1))))
                .put("dimensionValue", product)
                .put("feedback", "");
        detail.putObject("impact")
                .put("maxImpact", impact)
                .put("totalActualSpend", actual)
                .put("totalExpectedSpend", expected)
                .put("totalImpact", impact)
                .put("totalImpactPercentage", Math.rint(impact / expected * 1000) / 10);
        var cause = detail.putArray("rootCauses").addObject();
        cause.put("linkedAccount", account).put("region", "eu-west-1").put("service", product);
        cause.putObject("impact").put("contribution", impact);
        detail.put("accountId", account).put("monitorArn", monitor).put("monitorName", "services");
        return new Envelope(id, "aws.ce", "Anomaly Detected", account, "us-east-1", at, List.of(monitor), detail)
                .bytes();
    }
}
