/** `./millrace deploy`: the cloud's template from a JVM of its own, and the way into an account. Used by the command line only. */
@NullMarked
package io.millrace.local.deploy;

import org.jspecify.annotations.NullMarked;
