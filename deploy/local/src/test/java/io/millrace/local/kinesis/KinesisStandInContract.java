package io.millrace.local.kinesis;

import software.amazon.awssdk.services.kinesis.KinesisClient;

/** The contract against our stand-in. */
abstract class KinesisStandInContract extends KinesisContract {
    private final KinesisStandIn standIn = KinesisStandIn.start(KinesisOptions.standard());

    @Override
    KinesisClient client() {
        return KinesisClients.forEndpoint(standIn.endpoint());
    }

    @Override
    int largestRecordBytes() {
        return KinesisLimits.documented().recordBytes();
    }

    @Override
    void stop() {
        standIn.close();
    }
}
