package io.millrace.local.http;

/** The error code and message with which one entry of a batch is refused while others succeed. */
public record EntryFault(String code, String message) {}
