package io.millrace.cloud;

import java.util.List;
import software.amazon.awscdk.Arn;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.ArnFormat;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.CfnParameterProps;
import software.amazon.awscdk.Stack;
import software.constructs.Construct;

/**
 * Which remote models the job asks: none unless said. Their names are parameters and not properties alone, since the
 * job's role names exactly them.
 */
final class ModelParameters {
    /** A platform's property is never empty: this stands for nothing. */
    private static final String NONE = "none";

    private final Construct scope;
    private final CfnParameter forestNamespaces;
    private final CfnParameter forecastSeries;
    private final CfnParameter forecastLimits;
    private final CfnParameter forecastEndpoints;
    private final CfnParameter accessEndpoint;
    private final CfnParameter model;
    private final CfnParameter foundationModel;
    private final CfnParameter guardrail;

    ModelParameters(Construct scope) {
        this.scope = scope;
        forestNamespaces = named(
                "ForestNamespaces",
                "CloudWatch namespaces that SageMaker endpoints score, such as AWS/EC2=millrace-ec2; endpoints are named"
                        + " millrace-...; none: the embedded forest scores all",
                list("[^=,]+=millrace-[A-Za-z0-9-]+"));
        forecastSeries = named(
                "ForecastSeries",
                "Metrics that are judged by a forecast, with the side that is watched, such as"
                        + " AWS/ApplicationELB/TargetResponseTime=above; none for none",
                list("[^=,]+/[^=,]+=(above|below|both)"));
        forecastLimits = named(
                "ForecastLimits",
                "Metrics that must not rise to a value, such as CWAgent/disk_used_percent=95; none for none",
                list("[^=,]+/[^=,]+=[-0-9.]+"));
        forecastEndpoints = named(
                "ForecastEndpoints",
                "Which of ForecastSeries a DeepAR endpoint forecasts, such as"
                        + " AWS/ApplicationELB/TargetResponseTime=millrace-latency; none: the embedded forecast judges all",
                list("[^=,]+/[^=,]+=millrace-[A-Za-z0-9-]+"));
        accessEndpoint = named(
                "AccessEndpoint",
                "IP Insights endpoint, named millrace-..., that is asked about new networks; none: the embedded model decides",
                "none|millrace-[A-Za-z0-9-]+");
        model = named(
                "BedrockModelId",
                "Model or inference profile that explains threads; none: the local analyst alone",
                "[A-Za-z0-9.:_-]+");
        foundationModel = named(
                "BedrockFoundationModel",
                "The foundation model behind an inference profile, else the model itself; none without a model",
                "[A-Za-z0-9.:_-]+");
        guardrail =
                named("BedrockGuardrailId", "Guardrail that looks at event text; none for none", "none|[a-z0-9]{1,64}");
    }

    String forestNamespaces() {
        return forestNamespaces.getValueAsString();
    }

    String forecastSeries() {
        return forecastSeries.getValueAsString();
    }

    String forecastLimits() {
        return forecastLimits.getValueAsString();
    }

    String forecastEndpoints() {
        return forecastEndpoints.getValueAsString();
    }

    String accessEndpoint() {
        return accessEndpoint.getValueAsString();
    }

    String bedrockModel() {
        return model.getValueAsString();
    }

    String bedrockGuardrail() {
        return guardrail.getValueAsString();
    }

    /** The endpoints of this account whose names begin with ours. */
    List<String> endpointArns() {
        return List.of(arn("sagemaker", Aws.REGION, Aws.ACCOUNT_ID, "endpoint", "millrace-*"));
    }

    /** An inference profile calls its foundation model in several Regions, with the caller's permissions. */
    List<String> modelArns() {
        return List.of(
                arn("bedrock", "*", "", "foundation-model", foundationModel.getValueAsString()),
                arn("bedrock", Aws.REGION, Aws.ACCOUNT_ID, "inference-profile", model.getValueAsString()));
    }

    List<String> guardrailArns() {
        return List.of(arn("bedrock", Aws.REGION, Aws.ACCOUNT_ID, "guardrail", guardrail.getValueAsString()));
    }

    private String arn(String service, String region, String account, String resource, String name) {
        return Arn.format(
                ArnComponents.builder()
                        .service(service)
                        .region(region)
                        .account(account)
                        .resource(resource)
                        .resourceName(name)
                        .arnFormat(ArnFormat.SLASH_RESOURCE_NAME)
                        .build(),
                Stack.of(scope));
    }

    /** None, or such entries between commas. */
    private static String list(String entry) {
        return "none|" + entry + "(," + entry + ")*";
    }

    private CfnParameter named(String id, String description, String pattern) {
        return new CfnParameter(
                scope,
                id,
                CfnParameterProps.builder()
                        .type("String")
                        .defaultValue(NONE)
                        .description(description)
                        .allowedPattern(pattern)
                        .build());
    }
}
