package io.millrace.runbooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.runbooks.yaml.Problem;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each check of SSM documents, and of what runbooks ask of them, seen to bite once. */
class DocumentProblemsTest {
    /** A bundle in a savepoint was accepted by a version that may have looked less closely: it must not stop this one. */
    @Test
    void whatAJobAlreadyRunsWithIsNotHeldAgainstDocuments() {
        var files = new TreeMap<>(ContentBundle.shipped().files());
        files.replace(
                "catalog/disk-space.yaml",
                Objects.requireNonNull(files.get("catalog/disk-space.yaml"))
                        .replace("maxLength: 128", "maxLength: 256"));

        assertThat(ContentBundle.of(files).compile().runbooks().find("disk-space"))
                .isPresent();
        assertThatThrownBy(() -> ContentBundle.of(files).validate()).isInstanceOf(InvalidContentException.class);
    }

    private static final String RECLAIM = "documents/Millrace-ReclaimDiskSpace.yaml";
    private static final String SHELL = "documents/Millrace-ReclaimDiskSpace-Linux.yaml";
    private static final String SCALE = "documents/Millrace-ScaleInstanceUp.yaml";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                RECLAIM
                        + " | schemaVersion: '0.3' | schemaVersion: 0.3 | schemaVersion is 0.3; wanted '0.3' (Automation)",
                RECLAIM + " | schemaVersion: '0.3' | schemaVersion: '1.2' | schemaVersion is 1.2; wanted",
                RECLAIM + " | assumeRole: '{{ AutomationAssumeRole }}' | outputs2: x | assumeRole is missing",
                RECLAIM
                        + " | assumeRole: '{{ AutomationAssumeRole }}' | assumeRole: '{{ Role }}' | wanted a role's ARN",
                RECLAIM + " | default: '' | default: admin | its default is refused: does not match",
                RECLAIM + " | type: String | type: Text | type is \"Text\", which SSM does not know",
                RECLAIM
                        + " | description: (Required) The instance. | displayType: x | parameter InstanceId: has no description",
                RECLAIM
                        + " | allowedPattern: '^/([A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*)?$' | displayType: x | takes any text; wanted allowedPattern",
                RECLAIM
                        + " | ^/([A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*)?$ | /([A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*)? | allowedPattern is not anchored",
                RECLAIM
                        + " | ^/([A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*)?$ | ^.*$ | allowedPattern lets \"; reboot\" through",
                RECLAIM
                        + " | ^/([A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*)?$ | ^[A-Z$ | is no regular expression",
                RECLAIM + " | maxChars: 128 | maxChars: many | maxChars is \"many\"",
                RECLAIM + " | maxChars: 128 | maxLength: 128 | unknown key \"maxLength\"; known: allowedPattern",
                RECLAIM + " | maxChars: 128 | interpolationType: ENV_VAR | belongs to Command documents",
                RECLAIM + " | name: reclaim | name: agentAnswers | step \"agentAnswers\" appears twice",
                RECLAIM + " | name: reclaim | name: re claim | step name is \"re claim\"",
                RECLAIM + " | action: aws:runCommand | action: aws:runComand | did you mean \"aws:runCommand\"?",
                RECLAIM + " | onFailure: Abort | onFailure: Retry | wanted Abort, Continue or step:NAME",
                RECLAIM
                        + " | onFailure: Abort | onFailure: step:reclam | names no step \"reclam\"; did you mean \"reclaim\"?",
                RECLAIM + " | timeoutSeconds: 480 | maxAttempts: 1 | step reclaim has no timeoutSeconds",
                RECLAIM + " | isEnd: true | isEnd: false | no step says isEnd: true",
                RECLAIM + " | reclaim.Output | reclaim.Outputs | declares no output for {{ reclaim.Outputs }}",
                RECLAIM + " | reclaim.Output | reclam.Output | neither a parameter nor an output of an earlier step",
                RECLAIM
                        + " | Values: ['{{ InstanceId }}'] | Values: ['{{ InstanceID }}'] | {{ InstanceID }} is neither",
                RECLAIM
                        + " | Values: ['{{ InstanceId }}'] | Values: ['{{ global:ACCOUNT }}'] | did you mean \"global:ACCOUNT_ID\"?",
                RECLAIM + " | Path: '{{ Path }}' | Path: /var | parameter Path is not used by any step",
                RECLAIM + " | Path: '{{ Path }}' | Pth: '{{ Path }}' | wants Path, which is not given",
                RECLAIM + " | Path: '{{ Path }}' | Pth: '{{ Path }}' | no parameter Pth; did you mean \"Path\"?",
                RECLAIM + " | Path: '{{ Path }}' | Path: '{{ InstanceId }}' | Path is {{ InstanceId }}: its pattern is",
                RECLAIM + " | Actions: '{{ Actions }}' | Actions: remove | Actions is [remove]: does not match",
                RECLAIM
                        + " | ['clean,rotate,compress', 'clean,rotate', 'clean'] | ['all'] | Actions is {{ Actions }}: does not match",
                RECLAIM + " | Millrace-ReclaimDiskSpace-Linux | Millrace-Reclaim-Linux | there is no Command document",
                RECLAIM
                        + " | Millrace-ReclaimDiskSpace-Linux | AWS-RunShellScript | a script from a parameter cannot be checked",
                SHELL
                        + " | interpolationType: ENV_VAR | displayType: x | reaches a shell; wanted interpolationType: ENV_VAR",
                SHELL + " | findmnt -n -o TARGET -T \"$SSM_Path\" | findmnt -T {{ Path }} | double braces in a script",
                SHELL
                        + " | action: aws:runShellScript | action: aws:runPowerShellScript | only aws:runShellScript is used",
                SHELL + " | timeoutSeconds: '420' | workingDirectory: /tmp | no timeoutSeconds: a script is bounded",
                SHELL + " | \",$SSM_Actions,\" | \",$SSM_Action,\" | $SSM_Action is no parameter of the document",
                SCALE
                        + " | import boto3 | import boto3 # {{ InstanceId }} | double braces in a script: hand values over",
                SCALE + " | Handler: handler | Handler: handle | the script has no function \"handle\"",
                SCALE + " | Runtime: python3.11 | Runtime: PowerShell | wanted python3.11",
                SCALE + " | timeoutSeconds: 60 | timeoutSeconds: 900 | a script runs for 600 seconds at most",
                SCALE + " | choose.NewType }} | choose.Type }} | declares no output for {{ choose.Type }}",
                "documents/aws-owned.yaml | name: AWS-RunPatchBaseline | name: RunPatchBaseline | the name of a document of AWS",
                "documents/aws-owned.yaml | source: https | source: http | the page of AWS's documentation",
                "catalog/disk-space.yaml | Path: {type: string | Folder: {type: string | Millrace-ExtendVolume wants Path, which is not given",
                "catalog/disk-space.yaml | Path: {type: string | Folder: {type: string | has no parameter Folder; known:",
                "catalog/disk-space.yaml | GrowPercent: {type: integer, constant: 20} | GrowPercent: {type: string, constant: 20} | the document takes integer",
                "catalog/disk-space.yaml | GrowPercent: {type: integer, constant: 20} | GrowPercent: {type: integer, constant: 25} | none of its allowedValues",
                "catalog/disk-space.yaml | clean,rotate,compress\" | clean,compress\" | none of its allowedValues",
                "catalog/disk-space.yaml | /([A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*)? | /[A-Za-z0-9._/]* | and the document's is ^/([A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*)?$; write the same",
                "catalog/disk-space.yaml | maxLength: 128 | maxLength: 256 | up to 256 characters may come",
                "catalog/disk-space.yaml | Actions: {type: string, constant: \"clean,rotate,compress\"} |"
                        + " Actions: {type: string, from: attributes.x, pattern: clean} | any text may come",
                "catalog/high-cpu.yaml | action: Millrace-ScaleInstanceUp | action: Millrace-ReclaimDiskSpace-Linux |"
                        + " is no Automation document in documents/",
            })
    void tellsWhatIsWrongWithADocumentOrItsUse(String file, String right, String wrong, String expected) {
        var files = new TreeMap<>(ContentBundle.shipped().files());
        assertThat(files.get(file)).contains(right);
        files.computeIfPresent(file, (path, text) -> text.replace(right, wrong == null ? "" : wrong));

        assertThat(problems(files)).anySatisfy(problem -> assertThat(problem)
                .matches("(?s)[a-zA-Z0-9/_.-]+\\.yaml:[0-9]+: .*")
                .contains(expected));
    }

    @Test
    void tellsAnUnknownDocumentWithTheNearest() {
        var files = new TreeMap<>(ContentBundle.shipped().files());
        files.remove(SCALE);

        assertThat(problems(files)).anySatisfy(problem -> assertThat(problem)
                .startsWith("catalog/high-cpu.yaml:")
                .contains("action \"Millrace-ScaleInstanceUp\" is no Automation document in documents/;"));
    }

    @Test
    void takesTheShippedDocumentsForABundleThatBringsNone() {
        var files = new TreeMap<>(ContentBundle.shipped().files());
        files.keySet().removeIf(path -> path.startsWith("documents/"));

        assertThat(ContentBundle.of(files).compile().documents().names())
                .isEqualTo(ContentBundle.shipped().compile().documents().names());
    }

    @Test
    void refusesOurOwnDocumentUnderANameOfAws() {
        var files = new TreeMap<>(ContentBundle.shipped().files());
        files.put("documents/AWS-ReclaimDiskSpace.yaml", files.get(RECLAIM));

        assertThat(problems(files))
                .contains(
                        "documents/AWS-ReclaimDiskSpace.yaml: \"AWS-ReclaimDiskSpace\" is no name of a document of ours");
    }

    private static List<String> problems(TreeMap<String, String> files) {
        var e = catchThrowableOfType(
                InvalidContentException.class, () -> ContentBundle.of(files).validate());
        assertThat(e).as("the bundle must be refused").isNotNull();
        return e.problems().stream().map(Problem::toString).collect(Collectors.toList());
    }
}
