/** The CDK application: one class per part of the stack. Used by `./millrace deploy` in a JVM of its own, by nobody else. */
@NullMarked
package io.millrace.cloud;

import org.jspecify.annotations.NullMarked;
