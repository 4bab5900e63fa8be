/** The S3 stand-in, a child process. For tests, the demo and the command line. */
@NullMarked
package io.millrace.local.s3;

import org.jspecify.annotations.NullMarked;
