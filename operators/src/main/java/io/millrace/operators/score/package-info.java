/** The scoring stage: keyed by series, embedded models and metric conditions. Used by jobs. */
@NullMarked
package io.millrace.operators.score;

import org.jspecify.annotations.NullMarked;
