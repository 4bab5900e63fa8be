package io.millrace.local.kinesis;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract over JSON. */
class KinesisStandInJsonTest extends KinesisStandInContract {
    private static final String CBOR_ENABLED = "aws.cborEnabled";

    @BeforeAll
    static void speakJson() {
        System.setProperty(CBOR_ENABLED, "false");
    }

    @AfterAll
    static void speakCborAgain() {
        System.clearProperty(CBOR_ENABLED);
    }
}
