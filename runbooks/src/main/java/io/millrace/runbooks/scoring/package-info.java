/** What content tells the models of series ({@code scoring/*.yaml}). Operators, jobs and tests may use it. */
@NullMarked
package io.millrace.runbooks.scoring;

import org.jspecify.annotations.NullMarked;
