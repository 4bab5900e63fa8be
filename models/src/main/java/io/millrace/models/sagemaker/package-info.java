/** SageMaker's Random Cut Forest: what the job owns around a frozen endpoint, and the call. Used by operators. */
@NullMarked
package io.millrace.models.sagemaker;

import org.jspecify.annotations.NullMarked;
