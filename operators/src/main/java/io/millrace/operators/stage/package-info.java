/** The keyed stages of DESIGN §2 as thin Flink functions around pure decisions. Used by jobs. */
@NullMarked
package io.millrace.operators.stage;

import org.jspecify.annotations.NullMarked;
