package io.millrace.cloud;

import software.amazon.awscdk.CfnCondition;
import software.amazon.awscdk.CfnConditionProps;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.CfnParameterProps;
import software.amazon.awscdk.Fn;
import software.constructs.Construct;

/**
 * What changes from one deployment to the next without changing the template. Without a jar everything but the
 * application is created: the bucket for the jar must exist before it.
 */
final class Parameters {
    private final CfnParameter jobJar;
    private final CfnParameter content;
    private final CfnParameter parallelism;
    private final ModelParameters models;
    private final AutomationParameters automations;
    private final CfnCondition hasJob;

    Parameters(Construct scope) {
        jobJar = new CfnParameter(
                scope,
                "JobJarKey",
                CfnParameterProps.builder()
                        .type("String")
                        .defaultValue("")
                        .description("Key of the job jar in the artifact bucket, such as jobs/<sha-256>.jar;"
                                + " empty: everything but the application")
                        .allowedPattern("(jobs/[A-Za-z0-9._-]+\\.jar)?")
                        .build());
        content = new CfnParameter(
                scope,
                "ContentVersion",
                CfnParameterProps.builder()
                        .type("String")
                        .defaultValue("example-1")
                        .description("Version of the content bundle, a folder below content/ in the artifact bucket")
                        .allowedPattern("[A-Za-z0-9._-]+")
                        .build());
        parallelism = new CfnParameter(
                scope,
                "Parallelism",
                CfnParameterProps.builder()
                        .type("Number")
                        .defaultValue(4)
                        .minValue(1)
                        .maxValue(64)
                        .description("Parallelism of the job; one KPU each")
                        .build());
        models = new ModelParameters(scope);
        automations = new AutomationParameters(scope);
        hasJob = new CfnCondition(
                scope,
                "HasJob",
                CfnConditionProps.builder()
                        .expression(Fn.conditionNot(Fn.conditionEquals(jobJar.getValueAsString(), "")))
                        .build());
    }

    String jobJarKey() {
        return jobJar.getValueAsString();
    }

    String contentVersion() {
        return content.getValueAsString();
    }

    Number parallelism() {
        return parallelism.getValueAsNumber();
    }

    ModelParameters models() {
        return models;
    }

    AutomationParameters automations() {
        return automations;
    }

    /** Whether a jar was given. */
    CfnCondition hasJob() {
        return hasJob;
    }
}
