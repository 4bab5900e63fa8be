/** Operational content that changes while the job runs: judged once, broadcast, kept by each stage that asks it. For stages and jobs. */
@NullMarked
package io.millrace.operators.content;

import org.jspecify.annotations.NullMarked;
