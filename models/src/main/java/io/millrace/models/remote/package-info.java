/** What calls of remote models have in common: their failures and the circuit breaker. Used by models and operators. */
@NullMarked
package io.millrace.models.remote;

import org.jspecify.annotations.NullMarked;
