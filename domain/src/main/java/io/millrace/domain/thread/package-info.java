/** How signals become threads and how a thread lives: pure decisions on one state. Used by operators. */
@NullMarked
package io.millrace.domain.thread;

import org.jspecify.annotations.NullMarked;
