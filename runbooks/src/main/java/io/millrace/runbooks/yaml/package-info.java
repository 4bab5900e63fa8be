/**
 * Reads operational YAML with line numbers and collects every problem. Used by this module, and by operators for the
 * mappings of flat sources.
 */
@NullMarked
package io.millrace.runbooks.yaml;

import org.jspecify.annotations.NullMarked;
