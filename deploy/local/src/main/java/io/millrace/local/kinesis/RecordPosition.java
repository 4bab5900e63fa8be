package io.millrace.local.kinesis;

/** Where a record was put. */
public record RecordPosition(String shardId, String sequenceNumber) {}
