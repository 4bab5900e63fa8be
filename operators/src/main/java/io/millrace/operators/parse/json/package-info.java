/** Reading untrusted JSON within bounds, without exceptions for wrong types. Used by the parsers only. */
@NullMarked
package io.millrace.operators.parse.json;

import org.jspecify.annotations.NullMarked;
