/** Tests of what OpenTelemetry's metrics need. */
@NullMarked
package io.millrace.operators.parse.otel;

import org.jspecify.annotations.NullMarked;
