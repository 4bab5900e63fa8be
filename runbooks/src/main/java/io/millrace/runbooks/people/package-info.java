/** Reads who is called for a thread, and who is kept informed. Only the bundle's compiler uses it. */
@NullMarked
package io.millrace.runbooks.people;

import org.jspecify.annotations.NullMarked;
