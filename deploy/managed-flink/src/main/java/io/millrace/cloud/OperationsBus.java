package io.millrace.cloud;

import io.millrace.domain.contract.DetailType;
import java.util.Map;
import software.amazon.awscdk.services.events.CfnEventBusPolicy;
import software.amazon.awscdk.services.events.CfnEventBusPolicyProps;
import software.amazon.awscdk.services.events.EventBus;
import software.amazon.awscdk.services.events.EventBusProps;
import software.constructs.Construct;

/** The bus on which Millrace, its executors and the estate's applications speak. Services of AWS speak on the default bus. */
final class OperationsBus {
    static final String NAME = "operations";
    static final String DEFAULT = "default";

    private final Construct scope;
    private final EventBus bus;

    OperationsBus(Construct scope) {
        this.scope = scope;
        bus = new EventBus(
                scope,
                "OperationsBus",
                EventBusProps.builder()
                        .eventBusName(NAME)
                        .description("What Millrace says and hears")
                        .build());
    }

    String name() {
        return bus.getEventBusName();
    }

    String arn() {
        return bus.getEventBusArn();
    }

    /** A command is believed for its source: of all who may put events here, only the job may name itself so. */
    void onlyMillraceSpeaksAsMillrace(String jobRole) {
        new CfnEventBusPolicy(
                scope,
                "OnlyMillraceSpeaksAsMillrace",
                CfnEventBusPolicyProps.builder()
                        .eventBusName(name())
                        .statementId("OnlyMillraceSpeaksAsMillrace")
                        .statement(Fields.sorted(Map.of(
                                "Sid",
                                "OnlyMillraceSpeaksAsMillrace",
                                "Effect",
                                "Deny",
                                "Principal",
                                "*",
                                "Action",
                                "events:PutEvents",
                                "Resource",
                                arn(),
                                "Condition",
                                Fields.sorted(Map.of(
                                        "StringEquals",
                                        Map.of("events:source", DetailType.SOURCE),
                                        "ArnNotEquals",
                                        Map.of("aws:PrincipalArn", jobRole))))))
                        .build());
    }
}
