/** Tests of the cloud: of the committed template, and of what the CDK makes of the sources where node is there. */
@NullMarked
package io.millrace.cloud;

import org.jspecify.annotations.NullMarked;
