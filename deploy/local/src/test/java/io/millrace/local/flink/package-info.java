/** Tests of the local cluster's metrics. */
@NullMarked
package io.millrace.local.flink;

import org.jspecify.annotations.NullMarked;
