package io.millrace.operators.eventbridge;

import java.io.Serializable;
import software.amazon.awssdk.services.eventbridge.EventBridgeAsyncClient;

/** Makes the client where the sink runs; a test or the laptop gives one that speaks to a stand-in. */
public interface EventBridgeClientProvider extends Serializable {
    /** A client that the sink owns and closes. Fails where no credentials can be found. */
    EventBridgeAsyncClient client();
}
