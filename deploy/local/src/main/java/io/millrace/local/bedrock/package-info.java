/** Bedrock's Converse with scripted answers. Used by the command line and tests. */
@NullMarked
package io.millrace.local.bedrock;

import org.jspecify.annotations.NullMarked;
