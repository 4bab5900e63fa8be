/** What SageMaker's algorithms are trained on, out of a lake. Used by the command line. */
@NullMarked
package io.millrace.local.training;

import org.jspecify.annotations.NullMarked;
