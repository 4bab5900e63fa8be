/**
 * What a mapping file is made of: paths into a document, templates, tables, scales of severity. Pure; nothing here
 * throws once it is read. Used by {@code io.millrace.operators.parse.source}, which knows what they fill.
 */
@NullMarked
package io.millrace.operators.parse.source.flat;

import org.jspecify.annotations.NullMarked;
