package io.millrace.domain.report;

import io.millrace.domain.ThreadAct;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Kinds of remedies, so that what a person called can be compared with what a runbook would have run: by the words of a document's
 * name, and by the operations that do the same by hand. The first family that knows a word of the name has it.
 */
enum ActionFamily {
    /** Nothing in CloudTrail shows it but the document itself. */
    PROCESS(Set.of("Process", "Garbage", "Memory", "Cache", "Caches", "Disk", "Logs"), Set.of()),
    FAIL_OVER(
            Set.of("Failover", "Promote"),
            Set.of("FailoverDBCluster", "FailoverGlobalCluster", "RebootDBInstance", "PromoteReadReplica")),
    BACK_UP(
            Set.of("Backup", "Snapshot"),
            Set.of("StartBackupJob", "CreateSnapshot", "CreateSnapshots", "CreateDBSnapshot", "CreateImage")),
    EXTEND(Set.of("Extend", "Grow", "Expand"), Set.of("ModifyVolume", "ModifyDBInstance", "UpdateFileSystem")),
    RESIZE(
            Set.of("Scale", "Resize"),
            Set.of(
                    "ModifyInstanceAttribute",
                    "ModifyDBInstance",
                    "UpdateAutoScalingGroup",
                    "SetDesiredCapacity",
                    "UpdateService",
                    "UpdateTable",
                    "UpdateShardCount")),
    REPLACE(
            Set.of("Replace", "Refresh", "Redeploy", "Image"),
            Set.of("StartInstanceRefresh", "TerminateInstanceInAutoScalingGroup", "CreateDeployment")),
    ISOLATE(
            Set.of("Isolate", "Quarantine", "Contain", "Block"),
            Set.of(
                    "ModifyNetworkInterfaceAttribute",
                    "ModifyInstanceAttribute",
                    "RevokeSecurityGroupIngress",
                    "RevokeSecurityGroupEgress",
                    "CreateNetworkAclEntry",
                    "PutBucketPolicy",
                    "PutBucketPublicAccessBlock",
                    "PutPublicAccessBlock")),
    REVOKE(
            Set.of("Revoke", "Disable", "Deactivate", "Credentials", "Credential", "Key", "Keys"),
            Set.of(
                    "UpdateAccessKey",
                    "DeleteAccessKey",
                    "DeleteLoginProfile",
                    "AttachUserPolicy",
                    "PutUserPolicy",
                    "AttachRolePolicy",
                    "PutRolePolicy",
                    "RotateSecret")),
    PATCH(Set.of("Patch", "Patches", "Update", "Upgrade", "Packages", "Package", "Agent"), Set.of()),
    RESTART(
            Set.of("Restart", "Reboot"),
            Set.of(
                    "RebootInstances",
                    "StartInstances",
                    "RebootDBInstance",
                    "RebootCacheCluster",
                    "UpdateService",
                    "StopTask")),
    STOP(
            Set.of("Stop", "Idle", "Hibernate"),
            Set.of("StopInstances", "TerminateInstances", "StopDBInstance", "StopDBCluster"));

    private final Set<String> words;
    private final Set<String> operations;

    ActionFamily(Set<String> words, Set<String> operations) {
        this.words = words;
        this.operations = operations;
    }

    /** Whether the call did what the action would have done. */
    static boolean isSame(String action, ThreadAct call) {
        String document = call.getDocument();
        if (!document.isEmpty()) {
            Optional<ActionFamily> ran = of(document);
            return document.equals(action) || ran.isPresent() && ran.equals(of(action));
        }
        String operation = call.getCall().substring(call.getCall().indexOf(':') + 1);
        return of(action).map(family -> family.operations.contains(operation)).orElse(false);
    }

    private static Optional<ActionFamily> of(String document) {
        var words = new TreeSet<>(Arrays.asList(document.split("(?<=[a-z0-9])(?=[A-Z])|[^A-Za-z0-9]+", -1)));
        return Arrays.stream(values())
                .filter(family -> family.words.stream().anyMatch(words::contains))
                .findFirst();
    }
}
