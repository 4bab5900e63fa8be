package io.millrace.domain.thread;

import java.io.Serializable;
import java.time.Duration;

/**
 * Windows and bounds of threads. Distances between events are measured in event time, in either direction;
 * a late event is also near where it arrived.
 */
public final class ThreadSettings implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Duration resourceWindow;
    private final Duration serviceWindow;
    private final Duration reopenWindow;
    private final Duration staleAfter;
    private final int maxMembers;
    private final int maxResources;

    /**
     * @param resourceWindow events on one resource within this span belong together
     * @param serviceWindow events of one service within this span belong together
     * @param reopenWindow a resolved thread is reopened by its own identities within this span of arrival time
     * @param staleAfter an unresolved thread without news for so long (arrival time) is closed as stale
     * @param maxMembers newest members that a thread's state keeps
     * @param maxResources resources that a thread's state keeps
     */
    public ThreadSettings(
            Duration resourceWindow,
            Duration serviceWindow,
            Duration reopenWindow,
            Duration staleAfter,
            int maxMembers,
            int maxResources) {
        if (maxMembers < 1 || maxResources < 1) {
            throw new IllegalArgumentException("A thread keeps at least one member and one resource");
        }
        this.resourceWindow = resourceWindow;
        this.serviceWindow = serviceWindow;
        this.reopenWindow = reopenWindow;
        this.staleAfter = staleAfter;
        this.maxMembers = maxMembers;
        this.maxResources = maxResources;
    }

    /** 30 minutes on a resource, 10 in a service, reopened within 30, stale after 24 hours. */
    public static ThreadSettings defaults() {
        return new ThreadSettings(
                Duration.ofMinutes(30), Duration.ofMinutes(10), Duration.ofMinutes(30), Duration.ofHours(24), 50, 100);
    }

    public Duration resourceWindow() {
        return resourceWindow;
    }

    public Duration serviceWindow() {
        return serviceWindow;
    }

    public Duration reopenWindow() {
        return reopenWindow;
    }

    public Duration staleAfter() {
        return staleAfter;
    }

    public int maxMembers() {
        return maxMembers;
    }

    public int maxResources() {
        return maxResources;
    }
}
