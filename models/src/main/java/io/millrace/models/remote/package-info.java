/** What calls of remote models have in common: batches, the circuit breaker, failures. Used by models and operators. */
@NullMarked
package io.millrace.models.remote;

import org.jspecify.annotations.NullMarked;
