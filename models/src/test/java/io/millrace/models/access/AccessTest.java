package io.millrace.models.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {
    @Property(tries = 200)
    void everyIpv4AddressIsReadAndWritten(@ForAll int address) {
        String text =
                (address >>> 24) + "." + (address >>> 16 & 255) + "." + (address >>> 8 & 255) + "." + (address & 255);

        Access access = Access.of("ana", text).orElseThrow();

        assertThat(access.address()).isEqualTo(address);
        assertThat(access.addressText()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cloudformation.amazonaws.com",
                "AWS Internal",
                "2001:db8::1",
                "::ffff:10.0.0.1",
                "256.0.0.1",
                "10.0.0",
                "10.0.0.1.2",
                "10.0.0.",
                "10.0.0.+1",
                "10.0.0.1 ",
                "0x0a.0.0.1",
                ""
            })
    void whatIsNoIpv4AddressIsNoPair(String address) {
        assertThat(Access.of("ana", address)).isEmpty();
    }

    @Property(tries = 200)
    void noNameBreaksALineOrMeetsAnother(@ForAll String one, @ForAll String other) {
        Access first = Access.of("x" + one, "10.0.0.1").orElseThrow();
        Access second = Access.of("x" + other, "10.0.0.1").orElseThrow();

        assertThat(first.entityText()).doesNotContain(",", "\"", "\n", "\r");
        assertThat(first.entityText().equals(second.entityText())).isEqualTo(one.equals(other));
    }

    @Test
    void anEntityHasAName() {
        assertThatThrownBy(() -> Access.of(" ", "10.0.0.1")).hasMessageContaining("must not be blank");
    }
}
