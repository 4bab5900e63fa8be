package io.millrace.operators.eventbridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import org.apache.flink.connector.base.sink.writer.BufferedRequestState;
import org.apache.flink.connector.base.sink.writer.RequestEntryWrapper;
import org.junit.jupiter.api.Test;

class EventBridgeStateSerializerCompatibilityTest {
    /** What release 0.1 wrote; it must be readable for ever. */
    private static final String VERSION_1 =
            "ffffffffffffffff0000000100000000000000340000000469642d310000000d546872656164204f70656e65640000019f"
                    + "d16431d9000000020000000661726e3ac3a900000001620000000a7b2261223a22c3bc227d";

    private final EventBridgeStateSerializer serializer = new EventBridgeStateSerializer();
    private final EventBridgeEntry entry =
            new EventBridgeEntry("id-1", "Thread Opened", 1_785_924_432_345L, List.of("arn:é", "b"), "{\"a\":\"ü\"}");

    @Test
    void readsAndWritesTheBytesOfVersion1() throws IOException {
        assertThat(HexFormat.of().formatHex(serializer.serialize(state(entry)))).isEqualTo(VERSION_1);
        assertThat(entries(serializer.deserialize(1, HexFormat.of().parseHex(VERSION_1))))
                .containsExactly(entry);
    }

    @Test
    void detailsLongerThanWriteUtfCanHoldSurvive() throws IOException {
        var large = new EventBridgeEntry("id-2", "Thread Updated", 0, List.of(), "é".repeat(120_000));

        var read = serializer.deserialize(1, serializer.serialize(state(large, entry)));

        assertThat(entries(read)).containsExactly(large, entry);
    }

    @Test
    void anUnknownVersionIsNamed() {
        assertThatThrownBy(() -> serializer.deserialize(2, new byte[0])).hasMessageContaining("version 2");
    }

    private static BufferedRequestState<EventBridgeEntry> state(EventBridgeEntry... entries) {
        return new BufferedRequestState<>(List.of(entries).stream()
                .map(entry -> new RequestEntryWrapper<>(entry, entry.sizeInBytes()))
                .toList());
    }

    private static List<EventBridgeEntry> entries(BufferedRequestState<EventBridgeEntry> state) {
        return state.getBufferedRequestEntries().stream()
                .map(RequestEntryWrapper::getRequestEntry)
                .toList();
    }
}
