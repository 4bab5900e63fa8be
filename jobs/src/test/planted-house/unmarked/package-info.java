/** Used by nobody: planted for HouseTest, not marked. */
package unmarked;
