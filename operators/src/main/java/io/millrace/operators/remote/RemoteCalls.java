package io.millrace.operators.remote;

import java.io.Serializable;
import java.time.Duration;

/** Within what bounds an endpoint is called. */
public final class RemoteCalls implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Duration deadline;
    private final int batch;
    private final int inFlight;

    /**
     * @param deadline without an answer by then the embedded model's stands
     * @param batch most questions of a request
     * @param inFlight most requests under way, per endpoint and task
     */
    public RemoteCalls(Duration deadline, int batch, int inFlight) {
        this.deadline = deadline;
        this.batch = batch;
        this.inFlight = inFlight;
    }

    public Duration deadline() {
        return deadline;
    }

    public int batch() {
        return batch;
    }

    public int inFlight() {
        return inFlight;
    }
}
