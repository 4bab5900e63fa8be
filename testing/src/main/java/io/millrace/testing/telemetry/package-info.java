/** Made-up metric series with planted anomalies and their truth; for tests and measurements of the models. */
@NullMarked
package io.millrace.testing.telemetry;

import org.jspecify.annotations.NullMarked;
