/**
 * One small class per source of events, and the catalog that lists them. Pure: bytes are already JSON here, and
 * nothing knows Flink. Used by {@code io.millrace.operators.parse} and by whoever adds a source.
 */
@NullMarked
package io.millrace.operators.parse.source;

import org.jspecify.annotations.NullMarked;
