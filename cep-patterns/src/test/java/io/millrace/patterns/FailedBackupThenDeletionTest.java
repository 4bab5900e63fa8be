package io.millrace.patterns;

import static io.millrace.testing.Events.aChange;
import static io.millrace.testing.Events.aCustomEvent;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.EventKind;
import io.millrace.domain.EventStatus;
import io.millrace.domain.Signal;
import io.millrace.domain.ThreadEvent;
import io.millrace.testing.EventBuilder;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailedBackupThenDeletionTest extends SituationContract {
    private static final String VOLUME = "arn:aws:ec2:eu-west-1:111122223333:volume/vol-0a1b2c3d4e5f60718";

    @Override
    SituationPattern situation() {
        return new FailedBackupThenDeletion();
    }

    @Override
    Duration memory() {
        return Duration.ofHours(26);
    }

    @Override
    List<Signal> example() {
        return List.of(failed("02:20"), call("DeleteVolume", "09:00", "09:12"));
    }

    @Test
    void theDeletionIsBroughtIntoTheThreadOfTheBackup() throws Exception {
        var example = example();

        assertThat(run(example)).singleElement().satisfies(found -> {
            assertThat(found.getSeverity()).isEqualTo(5);
            assertThat(found.getTitle())
                    .isEqualTo(
                            "DeleteVolume, 6 hours after its backup failed: Backup of vol-0a1b2c3d4e5f60718 is FAILED");
            assertThat(found.getBrings())
                    .extracting(ThreadEvent::getEventId)
                    .containsExactly(example.get(1).getEvent().getEventId());
        });
    }

    @Test
    void theOlderBackupsInItsVaultCountToo() throws Exception {
        var point = aChange("DeleteRecoveryPoint")
                .at("09:00")
                .on("arn:aws:ec2:eu-west-1::snapshot/snap-1")
                .attribute("request.backupVaultName", "prod")
                .signal();
        var other = aChange("DeleteRecoveryPoint")
                .at("09:00")
                .attribute("request.backupVaultName", "test")
                .signal();

        assertThat(run(List.of(failed("02:20"), point))).hasSize(1);
        assertThat(run(List.of(failed("02:20"), other))).isEmpty();
    }

    @Test
    void aGoodBackupInBetweenVoidsIt() throws Exception {
        assertThat(run(List.of(failed("02:20"), good(VOLUME, "04:20"), call("DeleteVolume", "09:00", "09:12"))))
                .isEmpty();
        assertThat(run(List.of(failed("02:20"), good("vol-9", "04:20"), call("DeleteVolume", "09:00", "09:12"))))
                .as("of another volume")
                .hasSize(1);
    }

    @Test
    void aDeletionBeforeTheBackupExplainsItAndIsNone() throws Exception {
        assertThat(run(List.of(failed("02:20"), call("DeleteVolume", "02:19", "02:30"))))
                .isEmpty();
    }

    @Test
    void oneSecondBeyondTheWindowIsNoneAndSoIsWhatIsToldTooLate() throws Exception {
        assertThat(run(List.of(failed("02:20"), day2("02:20", "02:35")))).hasSize(1);
        assertThat(run(List.of(failed("02:20"), day2("02:20:01", "02:35")))).isEmpty();
        assertThat(run(List.of(failed("02:20"), day2("02:19", "02:37")))).isEmpty();
    }

    @Test
    void whatFailsOrDeletesNoWholeThingIsNone() throws Exception {
        var denied = aChange("DeleteVolume")
                .at("09:00")
                .on(VOLUME)
                .attribute("errorCode", "AccessDenied")
                .signal();

        assertThat(run(List.of(failed("02:20"), denied))).isEmpty();
        assertThat(run(List.of(failed("02:20"), call("DeleteTags", "09:00", "09:12"))))
                .isEmpty();
        assertThat(run(List.of(failed("02:20"), call("ModifyVolume", "09:00", "09:12"))))
                .isEmpty();
    }

    private static Signal failed(String at) {
        return backup(VOLUME)
                .status(EventStatus.OPEN)
                .title("Backup of vol-0a1b2c3d4e5f60718 is FAILED")
                .at(at)
                .signal();
    }

    private static Signal good(String of, String at) {
        return backup(of)
                .status(EventStatus.RESOLVED)
                .title("Backup is COMPLETED")
                .at(at)
                .signal();
    }

    /** As the mapping of AWS Backup makes it. */
    private static EventBuilder backup(String of) {
        return aCustomEvent("aws.backup", "Backup Job State Change")
                .kind(EventKind.ISSUE)
                .identity("backup:" + of + "|arn:aws:backup:eu-west-1:111122223333:backup-vault:prod")
                .attribute("vault", "prod")
                .on(of);
    }

    private static Signal call(String name, String at, String arrivedAt) {
        return aChange(name).at(at).arrivedAt(arrivedAt).on(VOLUME).signal();
    }

    private static Signal day2(String at, String arrivedAt) {
        return aChange("DeleteVolume")
                .at("2026-08-06T" + at + (at.length() == 5 ? ":00Z" : "Z"))
                .arrivedAt("2026-08-06T" + arrivedAt + ":00Z")
                .on(VOLUME)
                .signal();
    }
}
