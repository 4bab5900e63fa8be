/** Scores of one series, point by point; for the job's score stage and for {@code millrace score}. */
@NullMarked
package io.millrace.models.series;

import org.jspecify.annotations.NullMarked;
