/** Tests of the training data's export. */
@NullMarked
package io.millrace.local.training;

import org.jspecify.annotations.NullMarked;
