/** What there is to know about a thread that is over, and how its shadows did. Pure; used by the report stage. */
@NullMarked
package io.millrace.domain.report;

import org.jspecify.annotations.NullMarked;
