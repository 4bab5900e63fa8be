/** SageMaker's endpoints of three algorithms on this machine. Used by the command line and tests. */
@NullMarked
package io.millrace.local.sagemaker;

import org.jspecify.annotations.NullMarked;
