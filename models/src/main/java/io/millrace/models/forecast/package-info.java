/**
 * What a series will read in the next hours: windows, forecasts in quantiles, what a breach of them means. Used by
 * operators and the laptop.
 */
@NullMarked
package io.millrace.models.forecast;

import org.jspecify.annotations.NullMarked;
