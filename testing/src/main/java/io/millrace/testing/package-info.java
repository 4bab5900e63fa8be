/** Builders that speak the domain, for tests of every module; nothing of the product's main code uses it. */
@NullMarked
package io.millrace.testing;

import org.jspecify.annotations.NullMarked;
