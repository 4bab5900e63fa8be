/** Windows of time in which something holds: maintenance, releases. Used by the packages of rules in this module. */
@NullMarked
package io.millrace.runbooks.windows;

import org.jspecify.annotations.NullMarked;
