package io.millrace.operators.eventbridge;

import java.io.IOException;
import java.io.Serializable;

/** Keeps entries that the service refused for good. Keeping one twice is the same as keeping it once. */
interface RefusedEntryStore extends Serializable {
    /** Blocks until the entry is kept; the error code is the service's. */
    void keep(EventBridgeEntry entry, String errorCode, String errorMessage) throws IOException;
}
