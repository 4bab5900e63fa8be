package io.millrace.operators.eventbridge;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Fails the job: what was sent, how many, and what the service said. */
public final class EventBridgeException extends IOException {
    private static final long serialVersionUID = 1L;

    EventBridgeException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
