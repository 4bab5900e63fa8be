/** Tables that say which runbook answers each control of a catalogue, and why some have none. Content and tests use it. */
@NullMarked
package io.millrace.runbooks.controls;

import org.jspecify.annotations.NullMarked;
