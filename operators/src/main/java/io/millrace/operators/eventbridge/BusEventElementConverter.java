package io.millrace.operators.eventbridge;

import io.millrace.domain.BusEvent;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.connector.base.sink.writer.ElementConverter;

/** Takes our record apart into what the sink buffers. */
final class BusEventElementConverter implements ElementConverter<BusEvent, EventBridgeEntry> {
    private static final long serialVersionUID = 1L;

    @Override
    public EventBridgeEntry apply(BusEvent event, SinkWriter.Context context) {
        return entry(event);
    }

    static EventBridgeEntry entry(BusEvent event) {
        return new EventBridgeEntry(
                event.getEntryId(),
                event.getDetailType(),
                event.getTime().toEpochMilli(),
                event.getResources(),
                event.getDetail());
    }
}
