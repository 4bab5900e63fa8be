/** Tells log lines that report an error from others. Pure; used by the parser of log records. */
@NullMarked
package io.millrace.operators.parse.logs;

import org.jspecify.annotations.NullMarked;
