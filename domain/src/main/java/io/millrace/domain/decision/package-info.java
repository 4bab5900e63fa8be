/** The rows that answer "why was I not paged?". Used by operators. */
@NullMarked
package io.millrace.domain.decision;

import org.jspecify.annotations.NullMarked;
