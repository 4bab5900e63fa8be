/** What all records have in common. Used by every module that keeps records as state. */
@NullMarked
package io.millrace.domain.record;

import org.jspecify.annotations.NullMarked;
