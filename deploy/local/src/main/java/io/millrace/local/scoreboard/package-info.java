/** What became of everything, stage by stage and policy by policy. Used by the command line only. */
@NullMarked
package io.millrace.local.scoreboard;

import org.jspecify.annotations.NullMarked;
