/**
 * SageMaker's Random Cut Forest, DeepAR and IP Insights: their wire formats, the one call, and what the job owns around a
 * frozen forest. Used by operators and the laptop.
 */
@NullMarked
package io.millrace.models.sagemaker;

import org.jspecify.annotations.NullMarked;
