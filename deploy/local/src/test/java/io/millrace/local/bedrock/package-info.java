@NullMarked
package io.millrace.local.bedrock;

import org.jspecify.annotations.NullMarked;
