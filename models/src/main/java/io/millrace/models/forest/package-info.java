/** The one-dimensional random cut forest in closed form; for the detectors of this module, nobody else. */
@NullMarked
package io.millrace.models.forest;

import org.jspecify.annotations.NullMarked;
