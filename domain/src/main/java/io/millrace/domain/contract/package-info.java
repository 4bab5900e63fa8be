/** What Millrace tells the world: names and contracts of its EventBridge events. Every module may use it. */
@NullMarked
package io.millrace.domain.contract;

import org.jspecify.annotations.NullMarked;
