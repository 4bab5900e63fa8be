/** What an event means for the thing it speaks about: repeat, old news, update, opening, end. Used by operators. */
@NullMarked
package io.millrace.domain.fold;

import org.jspecify.annotations.NullMarked;
