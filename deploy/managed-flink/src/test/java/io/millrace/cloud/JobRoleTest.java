package io.millrace.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.millrace.cloud.JobPermissions.Permission;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The job's role may do what the list beside the clients says, the list says what the clients call, and what they call
 * is read off their bytes: a new client or call without a line in {@code permissions.yaml} fails here by name.
 */
class JobRoleTest {
    private static final JavaClasses JOB = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.millrace.models", "io.millrace.runbooks", "io.millrace.operators", "io.millrace.jobs");

    private static final Pattern SDK_CLIENT =
            Pattern.compile("software\\.amazon\\.awssdk\\.services\\.(\\w+)\\.\\w+(Async)?Client");
    private static final Set<String> NO_CALL =
            Set.of("builder", "create", "close", "serviceName", "serviceClientConfiguration");

    /** The SDK's name of a service in IAM, and of a call where they differ. */
    private static final Map<String, String> IN_IAM = Map.of(
            "eventbridge", "events",
            "sagemakerruntime", "sagemaker",
            "bedrockruntime", "bedrock",
            "bedrockruntime.converse", "bedrock:InvokeModel",
            "bedrockagentruntime", "bedrock");

    private static final List<Permission> LIST = JobPermissions.load().all();

    @Test
    void theRoleMayDoExactlyWhatTheListSays() throws IOException {
        var allowed = new TreeMap<String, Set<String>>();
        for (JsonNode statement : statements()) {
            assertThat(statement.path("Effect").asText()).isEqualTo("Allow");
            allowed.put(statement.path("Sid").asText(), texts(statement.path("Action")));
        }
        var listed = new TreeMap<String, Set<String>>();
        for (Permission permission : LIST) {
            listed.computeIfAbsent(sid(permission.on()), on -> new TreeSet<>()).addAll(permission.actions());
        }

        assertThat(allowed).isEqualTo(listed);
    }

    @Test
    void theRoleHasNoOtherPolicyAndOnlyManagedFlinkTakesIt() throws IOException {
        JsonNode role = TemplateFile.committed().resource("JobRole014917C6");

        assertThat(role.has("ManagedPolicyArns")).isFalse();
        assertThat(role.has("Policies")).isFalse();
        assertThat(role.at("/AssumeRolePolicyDocument/Statement").findValuesAsText("Service"))
                .containsExactly("kinesisanalytics.amazonaws.com");
    }

    @Test
    void noActionAndNoWholeResourceIsAWildcard() throws IOException {
        for (JsonNode statement : statements()) {
            assertThat(texts(statement.path("Action"))).noneMatch(action -> action.contains("*"));
            assertThat(texts(statement.path("Resource"))).noneMatch("*"::equals);
        }
    }

    @Test
    void everyCallOfAnSdkIsOnTheListOfItsClass() {
        var called = sdkCalls(JOB);
        var listed = new TreeMap<String, Set<String>>();
        LIST.forEach(permission -> permission.calls().forEach(call -> listed.computeIfAbsent(
                        permission.client(), client -> new TreeSet<>())
                .add(call)));

        assertThat(called)
                .as("calls found in the classes, calls in permissions.yaml")
                .isEqualTo(listed);
    }

    @Test
    void everyCallOnTheListIsAllowed() {
        for (Permission permission : LIST) {
            for (String call : permission.calls()) {
                assertThat(permission.actions()).as(permission.client()).contains(action(call));
            }
        }
    }

    @Test
    void theConsumerOfTheStreamsMayCallWhatItsConnectorCalls() {
        var connector = new ClassFileImporter()
                .importClasses(org.apache.flink.streaming.connectors.kinesis.proxy.KinesisProxy.class);
        var called = connector.stream()
                .flatMap(type -> type.getMethodCallsFromSelf().stream())
                .filter(call -> call.getTargetOwner().getSimpleName().equals("AmazonKinesis"))
                .map(call -> "kinesis:" + capital(call.getName()))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(called).isNotEmpty().isEqualTo(new TreeSet<>(actionsOn("streams")));
        assertThat(callers("org.apache.flink.streaming.connectors.kinesis.FlinkKinesisConsumer"))
                .containsExactly("io.millrace.jobs.ends.KinesisSources");
    }

    @Test
    void whoeverOpensAFileSystemIsOnTheList() {
        var openers = JOB.stream()
                .filter(type -> type.getMethodCallsFromSelf().stream().anyMatch(JobRoleTest::opensAFileSystem))
                .map(JobRoleTest::outermost)
                // files of a bounded run and of this machine
                .filter(name -> !name.contains(".replay.") && !name.endsWith(".EventBridgeNdjson"))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(openers)
                .isNotEmpty()
                .isSubsetOf(LIST.stream().map(Permission::client).toList());
    }

    @Test
    void everyClientOnTheListExists() {
        assertThat(LIST.stream().map(Permission::client).filter(client -> !client.equals("platform")))
                .allMatch(JOB::contain);
    }

    private static JsonNode statements() throws IOException {
        JsonNode policy = TemplateFile.committed().resource("JobRoleDefaultPolicy5DE0D8F9");
        assertThat(policy.path("Roles").path(0).asText()).startsWith("jobrole");
        return policy.at("/PolicyDocument/Statement");
    }

    private static Map<String, Set<String>> sdkCalls(JavaClasses classes) {
        var calls = new TreeMap<String, Set<String>>();
        for (JavaClass type : classes) {
            for (JavaMethodCall call : type.getMethodCallsFromSelf()) {
                var client = SDK_CLIENT.matcher(call.getTargetOwner().getName());
                if (client.matches() && !NO_CALL.contains(call.getName())) {
                    calls.computeIfAbsent(outermost(type), name -> new TreeSet<>())
                            .add(client.group(1) + "." + call.getName());
                }
            }
        }
        return calls;
    }

    private static boolean opensAFileSystem(JavaMethodCall call) {
        String owner = call.getTargetOwner().getName();
        return owner.equals("org.apache.flink.core.fs.Path") && call.getName().equals("getFileSystem")
                || owner.equals("org.apache.flink.connector.file.sink.FileSink")
                        && call.getName().startsWith("for");
    }

    private static Set<String> callers(String type) {
        return JOB.stream()
                .filter(caller -> caller.getConstructorCallsFromSelf().stream()
                        .anyMatch(call -> call.getTargetOwner().getName().equals(type)))
                .map(JobRoleTest::outermost)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String outermost(JavaClass type) {
        return type.getName().replaceFirst("\\$.*", "");
    }

    private static List<String> actionsOn(String resource) {
        return LIST.stream()
                .filter(permission -> permission.on().equals(resource))
                .flatMap(permission -> permission.actions().stream())
                .toList();
    }

    private static String action(String call) {
        int dot = call.indexOf('.');
        String service = call.substring(0, dot);
        return IN_IAM.containsKey(call)
                ? IN_IAM.get(call)
                : IN_IAM.getOrDefault(service, service) + ":" + capital(call.substring(dot + 1));
    }

    private static String sid(String on) {
        return Arrays.stream(on.split("-")).map(JobRoleTest::capital).collect(Collectors.joining());
    }

    private static String capital(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    private static Set<String> texts(JsonNode oneOrMany) {
        var texts = new TreeSet<String>();
        if (oneOrMany.isArray()) {
            oneOrMany.forEach(text -> texts.add(text.asText()));
        } else {
            texts.add(oneOrMany.asText());
        }
        return texts;
    }
}
