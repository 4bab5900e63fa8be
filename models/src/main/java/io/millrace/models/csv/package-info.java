/** Scoring of CSV files, for the command line. */
@NullMarked
package io.millrace.models.csv;

import org.jspecify.annotations.NullMarked;
