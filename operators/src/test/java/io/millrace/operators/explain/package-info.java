@NullMarked
package io.millrace.operators.explain;

import org.jspecify.annotations.NullMarked;
