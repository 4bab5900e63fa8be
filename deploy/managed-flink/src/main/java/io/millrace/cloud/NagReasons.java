package io.millrace.cloud;

import io.github.cdklabs.cdknag.NagPackSuppression;
import io.github.cdklabs.cdknag.NagSuppressions;
import java.util.List;
import software.amazon.awscdk.Stack;

/** The findings of cdk-nag that stand, each with its reason. */
final class NagReasons {
    private NagReasons() {}

    static void apply(Stack stack) {
    }

    private static void accept(Stack stack, String path, String rule, String reason) {
        NagSuppressions.addResourceSuppressionsByPath(
                stack,
                "/" + stack.getStackName() + "/" + path,
                List.of(NagPackSuppression.builder().id(rule).reason(reason).build()),
                true);
    }
}
