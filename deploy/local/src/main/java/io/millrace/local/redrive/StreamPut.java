package io.millrace.local.redrive;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;

/**
 * Puts records on one stream within the documented limits of PutRecords, those of before 2025 included: 500 records and
 * 5 MiB a request. What a shard refuses for its rate is put again, more slowly; records of one request may change order by it.
 */
final class StreamPut {
    static final int MOST_RECORDS = 500;
    static final int MOST_BYTES = 5 << 20;

    /** The two error codes of single records (API reference of PutRecords); both pass. */
    private static final Set<String> PASSING = Set.of("ProvisionedThroughputExceededException", "InternalFailure");

    private static final int MOST_TRIES = 10;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final KinesisClient kinesis;
    private final String stream;
    private final Pauses pauses;
    private final List<PutRecordsRequestEntry> waiting = new ArrayList<>();
    private long bytes;
    private long taken;

    StreamPut(KinesisClient kinesis, String stream, Pauses pauses) {
        this.kinesis = kinesis;
        this.stream = stream;
        this.pauses = pauses;
    }

    /** How time passes between two tries. */
    interface Pauses {
        void pause(Duration length) throws InterruptedException;
    }

    /** Puts the record, with those after it or when {@link #flush} is called. */
    void put(String key, byte[] data) throws InterruptedException {
        int size = key.length() + data.length;
        if (waiting.size() == MOST_RECORDS || bytes + size > MOST_BYTES) {
            flush();
        }
        waiting.add(PutRecordsRequestEntry.builder()
                .partitionKey(key)
                .data(SdkBytes.fromByteArrayUnsafe(data))
                .build());
        bytes += size;
    }

    /** Puts what waits; when it returns the stream has taken everything. */
    void flush() throws InterruptedException {
        Duration pause = FIRST_PAUSE;
        for (int tries = 0; !waiting.isEmpty(); tries++) {
            if (tries > 0) {
                pauses.pause(pause);
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            }
            int before = waiting.size();
            PutRecordsResultEntry refused = request();
            if (waiting.size() < before) {
                tries = 0;
                pause = FIRST_PAUSE;
            }
            if (refused != null && (!PASSING.contains(refused.errorCode()) || tries == MOST_TRIES)) {
                throw new NotTakenException(stream, taken, refused.errorCode(), refused.errorMessage());
            }
        }
        bytes = 0;
    }

    /** One request; what was not taken waits on. Gives the first refusal, of those that do not pass if there is one. */
    private @Nullable PutRecordsResultEntry request() {
        var sent = List.copyOf(waiting);
        var results = kinesis.putRecords(request -> request.streamName(stream).records(sent))
                .records();
        waiting.clear();
        PutRecordsResultEntry refused = null;
        for (int i = 0; i < sent.size(); i++) {
            var result = results.get(i);
            if (result.errorCode() == null) {
                taken++;
                continue;
            }
            waiting.add(sent.get(i));
            if (refused == null || !PASSING.contains(result.errorCode())) {
                refused = result;
            }
        }
        return refused;
    }

    /** Records that the stream has taken. */
    long taken() {
        return taken;
    }
}
