/** The whole job on the stand-ins. */
@NullMarked
package io.millrace.local.job;

import org.jspecify.annotations.NullMarked;
