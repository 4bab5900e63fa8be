/** Derived ids. Every module may use this package. */
@NullMarked
package io.millrace.domain.id;

import org.jspecify.annotations.NullMarked;
