/**
 * What the stand-ins share of the AWS JSON and CBOR wire protocols: the server, the codecs, errors, faults.
 * For the packages under {@code io.millrace.local} only; {@code Fault}, {@code EntryFault} and {@code Faults} also for tests.
 */
@NullMarked
package io.millrace.local.http;

import org.jspecify.annotations.NullMarked;
