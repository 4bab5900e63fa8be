package io.millrace.models.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallerTest {
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "IAMUser, ana, -, -, 1:user/ana",
                "AssumedRole, -, Deploy, i-0c2f5e7a91d34b680, 1:role/Deploy",
                "AssumedRole, -, AWSReservedSSO_Admin_0a1b, ana@example.com, 1:person/ana@example.com",
                "Root, -, -, -, 1:root",
                "FederatedUser, -, -, -, arn:aws:sts::1:federated-user/x"
            })
    void thoseWhoActAreNamedByWhoTheyAre(String type, String user, String role, String session, String entity) {
        var attributes = new HashMap<String, String>();
        attributes.put("userType", type);
        attributes.put("userAccount", "1");
        attributes.put("userArn", "arn:aws:sts::1:federated-user/x");
        attributes.put("sourceIPAddress", "203.0.113.9");
        put(attributes, "userName", user);
        put(attributes, "roleName", role);
        put(attributes, "sessionName", session);

        assertThat(Caller.of(attributes).orElseThrow())
                .isEqualTo(Access.of(entity, "203.0.113.9").orElseThrow());
    }

    @ParameterizedTest
    @CsvSource({
        "invokedBy, autoscaling.amazonaws.com",
        "userType, AWSService",
        "signIn, Failure",
        "own, true",
        "sourceIPAddress, cloudformation.amazonaws.com",
        "sourceIPAddress, 2001:db8::1"
    })
    void servicesFailuresAndOurOwnCallsAreNobody(String name, String value) {
        var attributes = new HashMap<>(
                Map.of("userType", "IAMUser", "userAccount", "1", "userName", "ana", "sourceIPAddress", "203.0.113.9"));
        assertThat(Caller.of(attributes)).isPresent();

        attributes.put(name, value);

        assertThat(Caller.of(attributes)).isEmpty();
    }

    @Test
    void withoutAnyNameThereIsNobody() {
        assertThat(Caller.of(Map.of("sourceIPAddress", "203.0.113.9"))).isEmpty();
    }

    private static void put(Map<String, String> attributes, String name, String value) {
        if (value != null) {
            attributes.put(name, value);
        }
    }

    @Test
    void whoHasOnlyABlankNameIsNobody() {
        var attributes = Map.of("userArn", " ", "sourceIPAddress", "203.0.113.9");

        assertThat(Caller.of(attributes)).isEmpty();
    }
}
