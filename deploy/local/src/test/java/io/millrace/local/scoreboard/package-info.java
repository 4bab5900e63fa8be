/** Tests of the scoreboard over real lakes. */
@NullMarked
package io.millrace.local.scoreboard;

import org.jspecify.annotations.NullMarked;
