package io.millrace.operators.eventbridge;

import io.millrace.domain.Command;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.RawRecord;
import io.millrace.domain.id.Ids;
import io.millrace.operators.parse.EventParser;
import io.millrace.operators.parse.EventParserSettings;
import io.millrace.runbooks.examples.ExampleStages;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** The job's own ends, without the job: its parser, and its check of what goes to the bus. Not thread safe. */
public final class ParseAndPublish implements ExampleStages {
    private final EventParser parser = new EventParser(EventParserSettings.defaults());
    private final EntryCheck check = new EntryCheck();

    @Override
    public List<OpsEvent> events(String record, Instant arrivedAt) {
        byte[] bytes = record.getBytes(StandardCharsets.UTF_8);
        return parser.parse(RawRecord.newBuilder()
                        .setRecordId(Ids.hash("example", record))
                        .setStream("events")
                        .setShard("example")
                        .setPosition("0")
                        .setArrivedAt(arrivedAt)
                        .setData(ByteBuffer.wrap(bytes))
                        .build())
                .events();
    }

    @Override
    public List<String> violations(Command granted) {
        return BusEvents.of(granted).stream()
                .flatMap(entry -> check.violation(entry).stream())
                .map(EntryCheck.Violation::toString)
                .collect(Collectors.toList());
    }
}
