/**
 * The scenario simulator: a seeded estate, its metrics and events as they would arrive, planted incidents and the
 * truth about them. Used by the demo, by {@code simulate} and by whole-job tests.
 */
@NullMarked
package io.millrace.testing.simulation;

import org.jspecify.annotations.NullMarked;
