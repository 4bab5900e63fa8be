package io.millrace.cloud;

import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.CfnParameterProps;
import software.constructs.Construct;

/** Roles of the estate that automations pass on: the one place where they hand more to a service than they have. */
final class AutomationParameters {
    private static final String NAME = "[A-Za-z0-9+=,.@_/-]{1,512}";

    private final CfnParameter backupRole;
    private final CfnParameter launchRole;

    AutomationParameters(Construct scope) {
        backupRole = named(
                scope,
                "BackupRole",
                "service-role/AWSBackupDefaultServiceRole",
                "Name, with its path, of the role of the backup plans: a failed backup is run once more with it");
        launchRole = named(
                scope,
                "LaunchRole",
                "none",
                "Name, with its path, of the role in the instance profile of launch templates: Auto Scaling groups get"
                        + " a new image with it; none: only groups whose instances have no profile");
    }

    /** Name with its path. */
    String backupRole() {
        return backupRole.getValueAsString();
    }

    /** Name with its path. */
    String launchRole() {
        return launchRole.getValueAsString();
    }

    private static CfnParameter named(Construct scope, String id, String otherwise, String description) {
        return new CfnParameter(
                scope,
                id,
                CfnParameterProps.builder()
                        .type("String")
                        .defaultValue(otherwise)
                        .description(description)
                        .allowedPattern(NAME)
                        .build());
    }
}
