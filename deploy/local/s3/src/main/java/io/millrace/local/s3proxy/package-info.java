/** The main class of the S3 stand-in's child process. Nobody calls it: {@code io.millrace.local.s3.S3StandIn} starts it. */
@NullMarked
package io.millrace.local.s3proxy;

import org.jspecify.annotations.NullMarked;
