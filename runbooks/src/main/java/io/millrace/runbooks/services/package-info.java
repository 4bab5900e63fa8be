/** Who owns what: the service catalog. Operators, jobs and tests may use it. */
@NullMarked
package io.millrace.runbooks.services;

import org.jspecify.annotations.NullMarked;
