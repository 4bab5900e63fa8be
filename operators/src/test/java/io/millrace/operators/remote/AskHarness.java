package io.millrace.operators.remote;

import io.millrace.domain.AccessSighting;
import io.millrace.models.access.Access;
import io.millrace.models.remote.RemoteModelProvider;
import io.millrace.operators.access.AccessQuestions;
import io.millrace.operators.access.RemoteAccess;
import io.millrace.operators.stage.Harnesses;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.mailbox.TaskMailbox;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;

/** The asking stage, about accesses and by entity, in Flink's harness: one thread, whose mails are run when a test says so. */
public final class AskHarness implements AutoCloseable {
    static final int MAX_PARALLELISM = 128;
    static final Instant AT = Instant.parse("2026-03-02T06:10:00Z");

    private final KeyedOneInputStreamOperatorTestHarness<String, AccessSighting, AccessSighting> harness;

    private AskHarness(KeyedOneInputStreamOperatorTestHarness<String, AccessSighting, AccessSighting> harness) {
        this.harness = harness;
    }

    public static AskHarness open(RemoteAccess settings, RemoteModelProvider<Access, Double> provider)
            throws Exception {
        return open(settings, Asking.live(), provider, null);
    }

    static AskHarness open(
            RemoteAccess settings,
            Asking asking,
            RemoteModelProvider<Access, Double> provider,
            @Nullable OperatorSubtaskState snapshot)
            throws Exception {
        return open(settings, asking, provider, snapshot, new HashMapStateBackend(), 1, 0);
    }

    static AskHarness open(
            RemoteAccess settings,
            Asking asking,
            RemoteModelProvider<Access, Double> provider,
            @Nullable OperatorSubtaskState snapshot,
            StateBackend backend,
            int parallelism,
            int task)
            throws Exception {
        var stage = new AskOperatorFactory<>(
                new AccessQuestions(settings), settings.calls(), asking, provider, AccessSighting.class);
        var harness = new KeyedOneInputStreamOperatorTestHarness<>(
                stage, AccessSighting::getEntity, Types.STRING, MAX_PARALLELISM, parallelism, task);
        harness.setStateBackend(backend);
        return new AskHarness(Harnesses.open(harness, AccessSighting.class, snapshot));
    }

    public void ask(AccessSighting... sightings) throws Exception {
        for (AccessSighting sighting : sightings) {
            harness.processElement(sighting, 0);
        }
    }

    void mark(long watermark) throws Exception {
        harness.processWatermark(watermark);
    }

    /** What the mailbox holds now. */
    public void runMails() throws Exception {
        var mails = harness.getTaskMailbox();
        for (var mail = mails.tryTake(TaskMailbox.MIN_PRIORITY);
                mail.isPresent();
                mail = mails.tryTake(TaskMailbox.MIN_PRIORITY)) {
            mail.get().run();
        }
    }

    /** Runs mails until so many records have left; waits for them as a task does. */
    public List<AccessSighting> await(int records) throws Exception {
        while (out().size() < records) {
            harness.getTaskMailbox().take(TaskMailbox.MIN_PRIORITY).run();
        }
        return out();
    }

    public void passTime(long millis) throws Exception {
        harness.setProcessingTime(harness.getProcessingTime() + millis);
    }

    void endInput() throws Exception {
        harness.endInput();
    }

    OperatorSubtaskState snapshot(long checkpoint) throws Exception {
        return harness.snapshot(checkpoint, 0);
    }

    public List<AccessSighting> out() {
        return new ArrayList<>(harness.extractOutputValues());
    }

    /** Records by their event, watermarks by their time, as they left. */
    List<String> order() {
        var all = new ArrayList<String>();
        for (Object element : harness.getOutput()) {
            all.add(
                    element instanceof Watermark mark
                            ? "mark " + mark.getTimestamp()
                            : ((AccessSighting) ((StreamRecord<?>) element).getValue()).getEventId());
        }
        return all;
    }

    @Override
    public void close() throws Exception {
        harness.close();
    }

    static AccessSighting sighting(int number) {
        return sighting("e" + number, "id" + number);
    }

    static AccessSighting sighting(String entity, String event) {
        return AccessSighting.newBuilder()
                .setRecordId("r-" + event)
                .setEventId(event)
                .setArrivedAt(AT)
                .setEventTime(AT)
                .setAccount("1")
                .setRegion("eu-west-1")
                .setEntity(entity)
                .setCallerArn("")
                .setAddress("7.7.7." + Math.floorMod(event.hashCode(), 200))
                .setNetwork("7.7.7.0/24")
                .setCall("s3.amazonaws.com ListBuckets")
                .setSurprise(7)
                .setSessions(100)
                .build();
    }

    /** One about whom nobody is asked. */
    static AccessSighting known(String entity) {
        AccessSighting sighting = sighting(entity, "known-" + entity);
        sighting.setSurprise(0);
        return sighting;
    }
}
