package io.millrace.operators.access;

import io.millrace.operators.remote.RemoteCalls;
import java.io.Serializable;
import java.time.Duration;

/** Whether and how IP Insights is asked about surprising accesses, and what its products mean. */
public final class RemoteAccess implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String endpoint;
    private final double lowestProduct;
    private final Duration deadline;
    private final int batchPairs;
    private final int inFlight;

    /**
     * @param endpoint empty for the embedded model alone
     * @param lowestProduct dot products below it are raised
     * @param deadline without an answer by then the embedded model decides
     */
    public RemoteAccess(String endpoint, double lowestProduct, Duration deadline, int batchPairs, int inFlight) {
        this.endpoint = endpoint;
        this.lowestProduct = lowestProduct;
        this.deadline = deadline;
        this.batchPairs = batchPairs;
        this.inFlight = inFlight;
    }

    /** Nobody is asked. */
    public static RemoteAccess none() {
        return new RemoteAccess("", 0, Duration.ofSeconds(2), 100, 4);
    }

    public boolean isWanted() {
        return !endpoint.isEmpty();
    }

    public String endpoint() {
        return endpoint;
    }

    public double lowestProduct() {
        return lowestProduct;
    }

    /** How its endpoint is called. */
    public RemoteCalls calls() {
        return new RemoteCalls(deadline, batchPairs, inFlight);
    }

    public Duration deadline() {
        return deadline;
    }

    public int batchPairs() {
        return batchPairs;
    }

    public int inFlight() {
        return inFlight;
    }
}
