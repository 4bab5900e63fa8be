package io.millrace.operators.parse.source;

import io.millrace.domain.EventKind;
import io.millrace.domain.EventStatus;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Certificates of AWS Certificate Manager, one thread of news for each: its end comes nearer (told each day from 45 days
 * before), ACM cannot renew it, it has expired, or it is there anew. The day it expires is {@code lifecycleDate}: stated, or
 * counted from the event's time, so never later than the true one.
 */
public final class CertificateMapping implements SourceMapping {
    static final String SOURCE = "aws.acm";

    private static final String APPROACHING = "ACM Certificate Approaching Expiration";
    private static final String NOT_RENEWED = "ACM Certificate Renewal Action Required";
    private static final String EXPIRED = "ACM Certificate Expired";
    private static final String AVAILABLE = "ACM Certificate Available";

    private static final Map<String, String> ABOUT = new TreeMap<>(Map.of(
            APPROACHING, "LIFECYCLE; identity: certificate",
            NOT_RENEWED, "LIFECYCLE; identity: certificate",
            EXPIRED, "LIFECYCLE; identity: certificate",
            AVAILABLE, "LIFECYCLE; identity: certificate"));

    private static final List<String> ATTRIBUTES =
            List.of("Action", "CertificateType", "CommonName", "DomainValidationMethod", "RenewalStatusReason");
    private static final Set<String> ANEW = Set.of("RENEWAL", "REIMPORT");
    /** No certificate lives longer; more is no count of days. */
    private static final double MOST_DAYS = 36_500;

    /** The detail types and what each becomes, sorted. */
    static Map<String, String> detailTypes() {
        return ABOUT;
    }

    @Override
    public List<EventDraft> map(Envelope envelope) {
        var detail = envelope.detail();
        var name = name(envelope);
        var expires = expires(envelope);
        var draft = GenericMapping.draft(envelope)
                .kind(EventKind.LIFECYCLE)
                .status(status(envelope))
                .severity(Severities.ofCertificate(envelope.detailType()))
                .title(title(envelope, name, expires))
                .value("daysToExpiry", detail.at("DaysToExpiry"));
        if (!envelope.resources().isEmpty()) {
            draft.identity("certificate:" + envelope.resources().get(0));
        }
        for (String attribute : ATTRIBUTES) {
            draft.attribute(
                    attribute.substring(0, 1).toLowerCase(Locale.ROOT) + attribute.substring(1),
                    detail.text(attribute));
        }
        if (expires != null) {
            draft.attribute("lifecycleDate", expires.toString());
        }
        return List.of(draft);
    }

    /** A certificate that is there for the first time ends nothing. */
    private static EventStatus status(Envelope envelope) {
        if (!envelope.detailType().equals(AVAILABLE)) {
            return EventStatus.OPEN;
        }
        return ANEW.contains(envelope.detail().text("Action")) ? EventStatus.RESOLVED : EventStatus.INFORMATIONAL;
    }

    private static @Nullable LocalDate expires(Envelope envelope) {
        Instant stated = envelope.detail().at("CertificateExpirationDate").time();
        var days = envelope.detail().at("DaysToExpiry").number();
        Instant told = envelope.time();
        try {
            if (stated != null) {
                return LocalDate.ofInstant(stated, ZoneOffset.UTC);
            }
            if (told != null && days.isPresent() && Math.abs(days.getAsDouble()) <= MOST_DAYS) {
                return LocalDate.ofInstant(told.plus(Duration.ofDays((long) days.getAsDouble())), ZoneOffset.UTC);
            }
        } catch (DateTimeException e) {
            // a time beyond all calendars names no day
            return null;
        }
        return null;
    }

    private static String name(Envelope envelope) {
        var name = envelope.detail().text("CommonName");
        if (!name.isEmpty() || envelope.resources().isEmpty()) {
            return name;
        }
        var arn = envelope.resources().get(0);
        return arn.substring(arn.lastIndexOf('/') + 1);
    }

    /** With the day, which stays the same from one day to the next, and not with the days that are left. */
    private static String title(Envelope envelope, String name, @Nullable LocalDate expires) {
        var on = expires == null ? "" : " on " + expires;
        var certificate = "Certificate" + (name.isEmpty() ? "" : " ") + name;
        switch (envelope.detailType()) {
            case EXPIRED:
                return certificate + " expired" + on;
            case NOT_RENEWED:
                return certificate + " cannot be renewed and expires" + on;
            case AVAILABLE:
                return certificate + " is there" + (status(envelope) == EventStatus.RESOLVED ? " anew" : "");
            default:
                return certificate + " expires" + on;
        }
    }
}
