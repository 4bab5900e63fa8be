package io.millrace.domain.decision;

import io.millrace.domain.CatalogGap;
import io.millrace.domain.CatalogGapSighting;
import io.millrace.domain.CatalogGapState;
import io.millrace.domain.Decision;
import io.millrace.domain.DecisionAction;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.id.Ids;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An account that is in no catalog is reported with the first of its events on each UTC day of arrival: at once, with what came since the
 * last report. Pure.
 */
public final class CatalogGaps {
    private CatalogGaps() {}

    /** The event behind a decision row, where its account is in no catalog. */
    public static Optional<CatalogGapSighting> sighting(OpsEvent event, Decision row) {
        boolean gap = row.getCatalogGap()
                && row.getAction() != DecisionAction.CONTROL
                && !event.getAccount().isBlank();
        return gap
                ? Optional.of(new CatalogGapSighting(
                        event.getAccount(),
                        event.getRegion(),
                        event.getEventId(),
                        event.getSource(),
                        event.getTitle(),
                        event.getEventTime(),
                        event.getArrivedAt()))
                : Optional.empty();
    }

    /** The account's state after the event; {@code known} is null for the first and never modified. */
    public static CatalogGapState after(@Nullable CatalogGapState known, CatalogGapSighting seen) {
        long count = opens(known, seen) ? 0 : known == null ? 1 : known.getCount() + 1;
        long day = known == null ? day(seen) : Math.max(known.getDay(), day(seen));
        long at = seen.getArrivedAt().toEpochMilli();
        return new CatalogGapState(
                day,
                count,
                known == null ? at : Math.max(known.getTouchedAt(), at),
                known == null ? 0L : known.getForgetAt());
    }

    /** The report that the event makes, if it is the first of its day. */
    public static Optional<CatalogGap> report(@Nullable CatalogGapState known, CatalogGapSighting seen) {
        if (!opens(known, seen)) {
            return Optional.empty();
        }
        String day = LocalDate.ofEpochDay(day(seen)).toString();
        return Optional.of(CatalogGap.newBuilder()
                .setGapId(Ids.hash("catalog-gap", seen.getAccount(), day))
                .setAccount(seen.getAccount())
                .setCount(known == null ? 1 : known.getCount() + 1)
                .setEventId(seen.getEventId())
                .setRegion(seen.getRegion())
                .setSource(seen.getSource())
                .setTitle(seen.getTitle())
                .setEventTime(seen.getEventTime())
                .setArrivedAt(seen.getArrivedAt())
                .build());
    }

    private static boolean opens(@Nullable CatalogGapState known, CatalogGapSighting seen) {
        return known == null || day(seen) > known.getDay();
    }

    private static long day(CatalogGapSighting seen) {
        Instant at = seen.getArrivedAt();
        return at.atZone(ZoneOffset.UTC).toLocalDate().toEpochDay();
    }
}
