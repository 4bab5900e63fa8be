/** The whole system on this machine: the command {@code demo}. Used by the command line. */
@NullMarked
package io.millrace.local.demo;

import org.jspecify.annotations.NullMarked;
