/** Compact binary state: a writer and a reader, shared by everything in this module that is saved; nobody else's. */
@NullMarked
package io.millrace.models.state;

import org.jspecify.annotations.NullMarked;
