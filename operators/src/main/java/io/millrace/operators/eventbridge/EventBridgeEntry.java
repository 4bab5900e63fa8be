package io.millrace.operators.eventbridge;

import io.millrace.domain.contract.DetailType;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** One entry on its way to the bus: what the sink buffers, retries and keeps in its state. */
final class EventBridgeEntry implements Serializable {
    private static final long serialVersionUID = 1L;
    /** What PutEvents counts for a given time. */
    private static final int TIME_BYTES = 14;

    final String entryId;
    final String detailType;
    final long timeMillis;
    final List<String> resources;
    final String detail;

    EventBridgeEntry(String entryId, String detailType, long timeMillis, List<String> resources, String detail) {
        this.entryId = entryId;
        this.detailType = detailType;
        this.timeMillis = timeMillis;
        this.resources = List.copyOf(resources);
        this.detail = detail;
    }

    /** Size as PutEvents counts it: 14 for the time, and the UTF-8 bytes of source, type, detail and resources. */
    long sizeInBytes() {
        long size = TIME_BYTES + utf8(DetailType.SOURCE) + utf8(detailType) + utf8(detail);
        for (var resource : resources) {
            size += utf8(resource);
        }
        return size;
    }

    private static int utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof EventBridgeEntry)) {
            return false;
        }
        var entry = (EventBridgeEntry) other;
        return entryId.equals(entry.entryId)
                && detailType.equals(entry.detailType)
                && timeMillis == entry.timeMillis
                && resources.equals(entry.resources)
                && detail.equals(entry.detail);
    }

    @Override
    public int hashCode() {
        return Objects.hash(entryId, detailType, timeMillis, resources, detail);
    }

    @Override
    public String toString() {
        return detailType + " " + entryId;
    }
}
