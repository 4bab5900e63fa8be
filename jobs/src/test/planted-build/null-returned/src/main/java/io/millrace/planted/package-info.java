@NullMarked
package io.millrace.planted;

import org.jspecify.annotations.NullMarked;
