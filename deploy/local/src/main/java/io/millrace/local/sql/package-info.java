/** SQL over a lake folder with DuckDB, and its command. The command line and the console may use it. */
@NullMarked
package io.millrace.local.sql;

import org.jspecify.annotations.NullMarked;
