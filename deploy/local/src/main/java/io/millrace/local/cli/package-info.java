/** The command line behind the script {@code millrace}: picocli commands and their manners. Nothing depends on it. */
@NullMarked
package io.millrace.local.cli;

import org.jspecify.annotations.NullMarked;
