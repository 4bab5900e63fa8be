/** Tests of what all records have in common. */
@NullMarked
package io.millrace.domain.record;

import org.jspecify.annotations.NullMarked;
