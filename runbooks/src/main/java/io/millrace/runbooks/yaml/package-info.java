/** Reads operational YAML with line numbers and collects every problem. Only this module may use it. */
@NullMarked
package io.millrace.runbooks.yaml;

import org.jspecify.annotations.NullMarked;
