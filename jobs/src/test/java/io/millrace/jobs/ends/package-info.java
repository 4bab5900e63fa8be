/** Tests of where records and content come from. */
@NullMarked
package io.millrace.jobs.ends;

import org.jspecify.annotations.NullMarked;
