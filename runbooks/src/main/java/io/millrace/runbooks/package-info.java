/** Content bundles: load, validate, compile. Operators, jobs, the command line and tests may use this package. */
@NullMarked
package io.millrace.runbooks;

import org.jspecify.annotations.NullMarked;
