/** What OpenTelemetry's metrics need beside the points themselves: protobuf fields and units. Used by the parsers only. */
@NullMarked
package io.millrace.operators.parse.otel;

import org.jspecify.annotations.NullMarked;
