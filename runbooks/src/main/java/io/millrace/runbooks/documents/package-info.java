/**
 * SSM documents as far as Millrace needs to know them: what each declares, and whether it is safe to hand values to. Used by the
 * readers of content, and by tests of commands.
 */
@NullMarked
package io.millrace.runbooks.documents;

import org.jspecify.annotations.NullMarked;
