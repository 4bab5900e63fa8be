/** Names of AWS resources. Used by the parsers and by every stage that derives an event from a metric. */
@NullMarked
package io.millrace.operators.parse.resource;

import org.jspecify.annotations.NullMarked;
