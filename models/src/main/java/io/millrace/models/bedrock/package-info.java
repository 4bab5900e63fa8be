/** Bedrock explains threads: the question, the call, and what of an answer may be shown. Used by operators. */
@NullMarked
package io.millrace.models.bedrock;

import org.jspecify.annotations.NullMarked;
