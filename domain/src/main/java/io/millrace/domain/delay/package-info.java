/** What waits to be still true: policies' delays and silences. Used by operators. */
@NullMarked
package io.millrace.domain.delay;

import org.jspecify.annotations.NullMarked;
