package io.millrace.local.kinesis;

/** The contract over CBOR, which the clients use unless told otherwise. */
class KinesisStandInCborTest extends KinesisStandInContract {}
