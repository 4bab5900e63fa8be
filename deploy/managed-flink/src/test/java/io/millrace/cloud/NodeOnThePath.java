package io.millrace.cloud;

import java.io.File;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The CDK runs in node: a test of it is skipped, and says so, where there is none. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NodeOnThePath.Condition.class)
@interface NodeOnThePath {

    /** Looks for an executable file node. */
    final class Condition implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            if (isThere(System.getenv("PATH"))) {
                return ConditionEvaluationResult.enabled("node is on the PATH");
            }
            String why = "SKIPPED: there is no node on the PATH, and the CDK runs in node; the committed template is"
                    + " tested, but not that the sources still make it";
            System.out.println(context.getDisplayName() + " " + why);
            return ConditionEvaluationResult.disabled(why);
        }

        static boolean isThere(String path) {
            return path != null
                    && Arrays.stream(path.split(File.pathSeparator))
                            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "node")));
        }
    }
}
