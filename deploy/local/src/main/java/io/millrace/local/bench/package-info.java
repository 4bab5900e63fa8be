/** What the whole pipeline costs against the sum of its parts, measured in one run. Used by the command line. */
@NullMarked
package io.millrace.local.bench;

import org.jspecify.annotations.NullMarked;
