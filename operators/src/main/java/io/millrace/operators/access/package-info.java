/** The access stages: who acts from where, judged by entity with what its network vouches for. Used by jobs. */
@NullMarked
package io.millrace.operators.access;

import org.jspecify.annotations.NullMarked;
