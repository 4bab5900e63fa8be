package io.millrace.operators.access;

import io.millrace.domain.AccessSighting;
import java.util.Comparator;

/** The total order of sightings within a slot, as that of events. */
final class SightingOrder {
    static final Comparator<AccessSighting> ORDER = Comparator.comparing(AccessSighting::getEventTime)
            .thenComparing(AccessSighting::getEventId)
            .thenComparing(AccessSighting::getRecordId);

    private SightingOrder() {}
}
