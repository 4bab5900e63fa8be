package io.millrace.domain.thread;

import io.millrace.domain.EventStatus;
import io.millrace.domain.LinkOffer;
import io.millrace.domain.LinkRole;
import io.millrace.domain.LinkState;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.Signal;
import io.millrace.domain.ThreadLink;
import io.millrace.domain.id.Ids;
import io.millrace.domain.time.EventTimes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which threads of different scopes are one trouble. A thread offers itself under what it has to do with: its resources,
 * its service as one that others may need, and the services that it needs. Offers that meet under one key are compared.
 * Pure.
 */
public final class Linking {
    private static final int MAX_OFFERS = 50;
    private static final int MAX_RESOURCES = 20;
    private static final Duration SLACK = Duration.ofMinutes(3);

    private final ThreadSettings settings;

    public Linking(ThreadSettings settings) {
        this.settings = settings;
    }

    /** What a thread offers when this signal has opened or joined it: nothing, unless it is new operational trouble. */
    public static List<LinkOffer> offers(String threadId, Signal signal) {
        OpsEvent event = signal.getEvent();
        boolean isNewTrouble = event.getStatus() == EventStatus.OPEN
                && Joining.opens(signal)
                && Topic.of(event.getKind(), event.getIdentity()) == Topic.OPERATIONS;
        if (!isNewTrouble) {
            return List.of();
        }
        var offers = new ArrayList<LinkOffer>();
        event.getResources().stream()
                .limit(MAX_RESOURCES)
                .forEach(arn -> offers.add(offer("resource:" + arn, LinkRole.HOLDS, threadId, signal)));
        if (Subject.isWide(event) && !signal.getService().isEmpty()) {
            offers.add(offer("service:" + signal.getService(), LinkRole.NEEDED, threadId, signal));
            signal.getDependsOn()
                    .forEach(name -> offers.add(offer("service:" + name, LinkRole.NEEDING, threadId, signal)));
        }
        return offers;
    }

    private static LinkOffer offer(String key, LinkRole role, String threadId, Signal signal) {
        return new LinkOffer(
                key,
                threadId,
                signal.getScope(),
                role,
                EventTimes.of(signal.getEvent()),
                signal.getEvent().getArrivedAt());
    }

    /** The links that an offer makes with those before it under the same key; the state is changed to know it. */
    public List<ThreadLink> onOffer(LinkState state, LinkOffer offer) {
        var links = new ArrayList<ThreadLink>();
        for (LinkOffer known : state.getOffers()) {
            link(known, offer)
                    .filter(link -> !state.getLinked().contains(link.getLinkId()))
                    .ifPresent(link -> {
                        state.setLinked(with(state.getLinked(), link.getLinkId()));
                        links.add(link);
                    });
        }
        state.setOffers(with(state.getOffers(), offer));
        return links;
    }

    /** Forgets offers that no later one can meet; whether any is left. */
    public boolean forget(LinkState state, Instant now) {
        var left = new ArrayList<>(state.getOffers());
        left.removeIf(offer -> !offer.getArrivedAt().plus(memory()).isAfter(now));
        state.setOffers(left);
        return !left.isEmpty();
    }

    /** How long an offer waits for others (arrival time). */
    public Duration memory() {
        return settings.resourceWindow().multipliedBy(2);
    }

    private Optional<ThreadLink> link(LinkOffer one, LinkOffer other) {
        if (one.getScope().equals(other.getScope())) {
            return Optional.empty();
        }
        if (one.getRole() == LinkRole.HOLDS) {
            var distance = Duration.between(one.getSince(), other.getSince()).abs();
            boolean isFirst = !other.getSince().isBefore(one.getSince());
            return distance.compareTo(settings.resourceWindow()) <= 0
                    ? Optional.of(
                            isFirst
                                    ? link(JoinReason.SAME_RESOURCE, one, other)
                                    : link(JoinReason.SAME_RESOURCE, other, one))
                    : Optional.empty();
        }
        if (one.getRole() == other.getRole()) {
            return Optional.empty();
        }
        LinkOffer needed = one.getRole() == LinkRole.NEEDED ? one : other;
        LinkOffer needing = needed == one ? other : one;
        boolean followed = !needing.getSince().isBefore(needed.getSince().minus(SLACK))
                && !needing.getSince().isAfter(needed.getSince().plus(settings.serviceWindow()));
        return followed ? Optional.of(link(JoinReason.DEPENDENCY, needed, needing)) : Optional.empty();
    }

    private static ThreadLink link(JoinReason reason, LinkOffer parent, LinkOffer child) {
        boolean parentIsNewer = parent.getArrivedAt().isAfter(child.getArrivedAt());
        return new ThreadLink(
                Ids.hash("link", parent.getThreadId(), child.getThreadId(), reason.code()),
                parent.getThreadId(),
                parent.getScope(),
                child.getThreadId(),
                child.getScope(),
                reason.code(),
                reason.weight(),
                parent.getKey(),
                parentIsNewer ? parent.getArrivedAt() : child.getArrivedAt());
    }

    private static <T> List<T> with(List<T> known, T one) {
        var all = new ArrayList<>(known);
        all.add(one);
        return all.size() > MAX_OFFERS ? new ArrayList<>(all.subList(1, all.size())) : all;
    }
}
