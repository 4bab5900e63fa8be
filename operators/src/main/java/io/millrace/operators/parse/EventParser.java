package io.millrace.operators.parse;

import io.millrace.domain.DeadLetter;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.RawRecord;
import io.millrace.domain.time.TimeBounds;
import io.millrace.operators.parse.json.DocumentReader;
import io.millrace.operators.parse.json.Json;
import io.millrace.operators.parse.json.UnreadableJson;
import io.millrace.operators.parse.source.Envelope;
import io.millrace.operators.parse.source.EventDraft;
import io.millrace.operators.parse.source.SourceCatalog;
import io.millrace.operators.parse.source.SourceMapping;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Turns the bytes of one record into canonical events or a dead letter. Of the record alone; throws only for a
 * defect of its own. Not thread safe. A JSON array is read as a batch of envelopes. The first event of a record carries the
 * record's id, further ones a hash of it and their index.
 */
public final class EventParser {
    private static final String STAGE = "parse";
    private static final int MAX_EVENTS = SourceMapping.MAX_EVENTS;

    private final SourceCatalog catalog;
    private final TimeBounds times;
    private final Set<String> allowedSources;
    private final DocumentReader documents;

    public EventParser(EventParserSettings settings) {
        this(settings, new DocumentReader());
    }

    EventParser(EventParserSettings settings, DocumentReader documents) {
        this(
                SourceCatalog.shipped(settings.loopSources(), settings.ownRoles()),
                settings.times(),
                settings.loopSources(),
                documents);
    }

    /** With sources of one's own, and the default lateness. */
    public EventParser(SourceCatalog catalog, Duration allowedSkew) {
        this(catalog, new TimeBounds(allowedSkew, TimeBounds.defaults().lateness()), Set.of(), new DocumentReader());
    }

    private EventParser(SourceCatalog catalog, TimeBounds times, Set<String> allowedSources, DocumentReader documents) {
        this.catalog = catalog;
        this.times = times;
        this.allowedSources = allowedSources;
        this.documents = documents;
    }

    /** Events and dead letters of the record; at least one of them. */
    public ParseResult parse(RawRecord raw) {
        return parse(raw, true);
    }

    /** @param mayBeRedriven whether another record is looked for in this one: there is none inside another */
    private ParseResult parse(RawRecord raw, boolean mayBeRedriven) {
        byte[] bytes = DeadLetters.bytes(raw);
        try {
            var json = documents.read(bytes);
            return json.isArray() ? batch(raw, json) : single(raw, json, mayBeRedriven);
        } catch (UnreadableJson e) {
            return dead(raw, e.reason(), String.valueOf(e.getMessage()));
        }
    }

    private ParseResult single(RawRecord raw, Json json, boolean mayBeRedriven) throws UnreadableJson {
        var envelope = Envelope.of(json);
        if (envelope.isEmpty()) {
            return dead(raw, "no-envelope", Envelope.whyNot(json));
        }
        if (mayBeRedriven && isRedriven(envelope.get())) {
            var redriven = RedrivenRecord.in(envelope.get(), raw);
            return redriven.again(parse(redriven.first(), false), times);
        }
        var drafts = catalog.mappingOf(envelope.get()).map(envelope.get());
        if (drafts.size() > MAX_EVENTS) {
            return dead(raw, "too-many-events", "The record holds more than " + MAX_EVENTS + " events.");
        }
        return new ParseResult(events(raw, drafts, 0), List.of());
    }

    private boolean isRedriven(Envelope envelope) {
        return RedrivenRecord.is(envelope) && allowedSources.contains(envelope.source());
    }

    private ParseResult batch(RawRecord raw, Json array) {
        if (array.size() == 0) {
            return dead(raw, "no-envelope", "The record is an empty array; at least one envelope was expected.");
        }
        var events = new ArrayList<OpsEvent>();
        var letters = new ArrayList<DeadLetter>();
        var items = array.items(MAX_EVENTS + 1);
        for (int i = 0; i < items.size(); i++) {
            Optional<Envelope> envelope = Envelope.of(items.get(i));
            if (envelope.isPresent()) {
                events.addAll(events(raw, catalog.mappingOf(envelope.get()).map(envelope.get()), events.size()));
            } else {
                letters.add(dead(raw, items.get(i), i));
            }
            if (items.size() > MAX_EVENTS || events.size() > MAX_EVENTS) {
                return dead(raw, "too-many-events", "The record holds more than " + MAX_EVENTS + " events.");
            }
        }
        if (events.isEmpty()) {
            return dead(
                    raw,
                    "no-envelope",
                    "The record is an array without one envelope in it: "
                            + letters.get(0).getMessage());
        }
        return new ParseResult(events, letters);
    }

    private List<OpsEvent> events(RawRecord raw, List<EventDraft> drafts, int firstIndex) {
        var events = new ArrayList<OpsEvent>(drafts.size());
        for (EventDraft draft : drafts) {
            events.add(draft.event(raw, firstIndex + events.size(), times));
        }
        return events;
    }

    private static ParseResult dead(RawRecord raw, String reason, String message) {
        return ParseResult.dead(DeadLetters.of(raw, STAGE, reason, message));
    }

    private static DeadLetter dead(RawRecord raw, Json item, int index) {
        byte[] bytes = item.toString().getBytes(StandardCharsets.UTF_8);
        return DeadLetters.of(raw, index, STAGE, "no-envelope", Envelope.whyNot(item), bytes, 0, bytes.length);
    }
}
