/** Tests of the grading. */
@NullMarked
package io.millrace.local.grade;

import org.jspecify.annotations.NullMarked;
