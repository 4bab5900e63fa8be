/** Tests of the demo. */
@NullMarked
package io.millrace.local.demo;

import org.jspecify.annotations.NullMarked;
