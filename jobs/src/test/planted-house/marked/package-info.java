/** Used by nobody: planted for HouseTest. */
@NullMarked
package marked;

import org.jspecify.annotations.NullMarked;
