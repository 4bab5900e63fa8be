/** The only place where configuration keys exist. */
@NullMarked
package io.millrace.jobs.config;

import org.jspecify.annotations.NullMarked;
