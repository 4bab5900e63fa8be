package io.millrace.operators.parse.source;

import static io.millrace.operators.parse.Raws.raw;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.domain.EventKind;
import io.millrace.domain.OpsEvent;
import io.millrace.operators.parse.EventParser;
import io.millrace.operators.parse.EventParserSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CertificateMappingTest {
    private static final String ARN =
            "arn:aws:acm:eu-west-1:111122223333:certificate/61f50cd4-45b9-4259-b049-d0a53682fa4b";

    private final EventParser parser = new EventParser(EventParserSettings.defaults());

    @Test
    void theNewsOfACertificateIsOneStoryWithItsDay() throws IOException {
        var events = new ArrayList<OpsEvent>();
        var sample = new ObjectMapper()
                .readTree(Files.readString(Path.of("src/test/resources/samples/acm-certificate.json")));
        sample.forEach(
                event -> events.addAll(parser.parse(raw(event.toString())).events()));

        assertThat(events).extracting(OpsEvent::getIdentity).containsOnly("certificate:" + ARN);
        assertThat(events).extracting(OpsEvent::getKind).containsOnly(EventKind.LIFECYCLE);
        assertThat(events)
                .extracting(event -> event.getStatus() + " " + event.getSeverity() + " " + event.getTitle() + " | "
                        + event.getAttributes().get("lifecycleDate"))
                .containsExactly(
                        "OPEN 3 Certificate shop.example.com expires on 2026-11-15 | 2026-11-15",
                        "OPEN 3 Certificate shop.example.com expires on 2026-11-15 | 2026-11-15",
                        "OPEN 4 Certificate shop.example.com cannot be renewed and expires on 2026-11-15 | 2026-11-15",
                        "RESOLVED 1 Certificate shop.example.com is there anew | 2027-11-15",
                        "OPEN 5 Certificate shop.example.com expired on 2026-11-15 | 2026-11-15");
        assertThat(events.get(0).getResources()).containsExactly(ARN);
        assertThat(events.get(0).getValues()).containsEntry("daysToExpiry", 45.0);
        assertThat(events.get(2).getAttributes()).containsEntry("renewalStatusReason", "PENDING_DOMAIN_VALIDATION");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            value = {
                "{}; Certificate 61f50cd4-45b9-4259-b049-d0a53682fa4b expires",
                "{'DaysToExpiry':'12','CommonName':'a'}; Certificate a expires on 2026-08-17",
                "{'DaysToExpiry':-3,'CommonName':'a'}; Certificate a expires on 2026-08-02",
                "{'DaysToExpiry':1e300,'CommonName':'a'}; Certificate a expires",
                "{'DaysToExpiry':'soon','CommonName':'a'}; Certificate a expires",
                "{'DaysToExpiry':null,'CommonName':{}}; Certificate 61f50cd4-45b9-4259-b049-d0a53682fa4b expires",
                "{'DaysToExpiry':12,'CertificateExpirationDate':'never','CommonName':'a'}; Certificate a expires on"
                        + " 2026-08-17",
                "{'DaysToExpiry':12,'CertificateExpirationDate':'2026-08-18T23:59:59Z','CommonName':'a'}; Certificate"
                        + " a expires on 2026-08-18"
            })
    void whatIsMissingOrNoNumberNamesNoDay(String detail, String title) {
        var event =
                only(event("ACM Certificate Approaching Expiration", detail.replace('\'', '"'), "[\"" + ARN + "\"]"));

        assertThat(event.getTitle()).isEqualTo(title);
        assertThat(event.getAttributes().containsKey("lifecycleDate")).isEqualTo(title.contains(" on "));
    }

    @Test
    void aNewCertificateEndsNothing() {
        for (String action : List.of("ISSUANCE", "IMPORT", "")) {
            var event =
                    only(event("ACM Certificate Available", "{\"Action\":\"" + action + "\"}", "[\"" + ARN + "\"]"));

            assertThat(event.getStatus().name()).isEqualTo("INFORMATIONAL");
        }
    }

    @Test
    void withoutACertificateItStandsForItself() {
        var event = only(event("ACM Certificate Approaching Expiration", "{}", "[]"));

        assertThat(event.getIdentity()).isNotEmpty().doesNotStartWith("certificate:");
        assertThat(event.getTitle()).isEqualTo("Certificate expires");
    }

    private OpsEvent only(String json) {
        var events = parser.parse(raw(json)).events();
        assertThat(events).hasSize(1);
        return events.get(0);
    }

    private static String event(String detailType, String detail, String resources) {
        return "{\"version\":\"0\",\"id\":\"e1\",\"source\":\"aws.acm\",\"detail-type\":\"" + detailType
                + "\",\"account\":\"111122223333\",\"time\":\"2026-08-05T10:12:00Z\",\"region\":\"eu-west-1\","
                + "\"resources\":" + resources + ",\"detail\":" + detail + "}";
    }
}
