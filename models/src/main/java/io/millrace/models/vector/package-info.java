/** Joint scores of several metrics of one resource; for the job's score stage. */
@NullMarked
package io.millrace.models.vector;

import org.jspecify.annotations.NullMarked;
