package io.millrace.domain.thread;

import io.millrace.domain.EventStatus;
import io.millrace.domain.KeyType;
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
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which threads of different scopes are one trouble. A thread offers itself under what it has to do with: its resources,
 * its service as one that others may need, the services that it needs, and the public issue of AWS that it tells of.
 * Offers that meet under one key are compared; all threads of a public issue hang under the one that was told first,
 * whatever their account or scope. Pure.
 */
public final class Linking {
    private static final int MAX_OFFERS = 50;
    private static final int MAX_RESOURCES = 20;
    private static final Duration SLACK = Duration.ofMinutes(3);

    private final ThreadSettings settings;

    public Linking(ThreadSettings settings) {
        this.settings = settings;
    }

    /**
     * What a thread offers when this signal has opened or joined it: nothing, unless it is new operational trouble, or tells that
     * some on a resource is over.
     */
    public static List<LinkOffer> offers(String threadId, Signal signal) {
        OpsEvent event = signal.getEvent();
        if (Topic.of(event.getKind(), event.getIdentity()) != Topic.OPERATIONS) {
            return List.of();
        }
        if (event.getStatus() == EventStatus.RESOLVED) {
            return onResources(threadId, signal, EventTimes.of(event));
        }
        if (event.getStatus() != EventStatus.OPEN || !Joining.opens(signal)) {
            return List.of();
        }
        List<LinkOffer> offers = onResources(threadId, signal, null);
        event.getCorrelationKeys().stream()
                .filter(key ->
                        key.getType() == KeyType.PUBLIC_ISSUE && !key.getValue().isEmpty())
                .forEach(key -> offers.add(offer("public-issue:" + key.getValue(), LinkRole.PUBLIC, threadId, signal)));
        if (Subject.isWide(event) && !signal.getService().isEmpty()) {
            offers.add(offer("service:" + signal.getService(), LinkRole.NEEDED, threadId, signal));
            signal.getDependsOn()
                    .forEach(name -> offers.add(offer("service:" + name, LinkRole.NEEDING, threadId, signal)));
        }
        return offers;
    }

    private static List<LinkOffer> onResources(String threadId, Signal signal, @Nullable Instant until) {
        return signal.getEvent().getResources().stream()
                .limit(MAX_RESOURCES)
                .map(arn -> {
                    LinkOffer offer = offer("resource:" + arn, LinkRole.HOLDS, threadId, signal);
                    offer.setUntil(until);
                    return offer;
                })
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static LinkOffer offer(String key, LinkRole role, String threadId, Signal signal) {
        return new LinkOffer(
                key,
                threadId,
                signal.getScope(),
                role,
                EventTimes.of(signal.getEvent()),
                signal.getEvent().getArrivedAt(),
                signal.getEvent().getTitle(),
                signal.getService(),
                signal.getOwner(),
                signal.getEvent().getIdentity(),
                null);
    }

    /** The links that an offer makes with those before it under the same key; the state is changed to know it. */
    public List<ThreadLink> onOffer(LinkState state, LinkOffer offer) {
        var links = new ArrayList<ThreadLink>();
        if (offer.getRole() == LinkRole.PUBLIC) {
            parentOf(state, offer).ifPresent(links::add);
            return links;
        }
        if (offer.getUntil() != null) {
            state.setOffers(ended(state.getOffers(), offer));
            return links;
        }
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

    private static List<LinkOffer> ended(List<LinkOffer> known, LinkOffer over) {
        return known.stream()
                .map(offer -> offer.getUntil() == null
                                && offer.getThreadId().equals(over.getThreadId())
                                && offer.getIdentity().equals(over.getIdentity())
                        ? LinkOffer.newBuilder(offer).setUntil(over.getUntil()).build()
                        : offer)
                .collect(Collectors.toCollection(ArrayList::new));
    }

    /** The first thread of a public issue is the parent of all others; how many there are does not matter to what is kept. */
    private static Optional<ThreadLink> parentOf(LinkState state, LinkOffer offer) {
        LinkOffer first = state.getFirst();
        state.setOffers(new ArrayList<>(List.of(offer)));
        if (first == null) {
            state.setFirst(offer);
            return Optional.empty();
        }
        if (first.getThreadId().equals(offer.getThreadId())) {
            return Optional.empty();
        }
        ThreadLink link = link(JoinReason.PUBLIC_ISSUE, first, offer);
        if (state.getLinked().contains(link.getLinkId())) {
            return Optional.empty();
        }
        state.setLinked(with(state.getLinked(), link.getLinkId()));
        return Optional.of(link);
    }

    /** Forgets offers that no later one can meet; whether any is left. */
    public boolean forget(LinkState state, Instant now) {
        var left = new ArrayList<>(state.getOffers());
        left.removeIf(offer -> !offer.getArrivedAt().plus(memory(offer)).isAfter(now));
        state.setOffers(left);
        return !left.isEmpty();
    }

    /** How long an offer waits for others (arrival time): AWS tells one account of a public issue hours after another. */
    public Duration memory(LinkOffer offer) {
        return offer.getRole() == LinkRole.PUBLIC
                ? settings.staleAfter()
                : settings.resourceWindow().multipliedBy(2);
    }

    private Optional<ThreadLink> link(LinkOffer one, LinkOffer other) {
        if (one.getScope().equals(other.getScope())) {
            return Optional.empty();
        }
        if (one.getRole() == LinkRole.HOLDS) {
            return other.getSince().isBefore(one.getSince()) ? onOneResource(other, one) : onOneResource(one, other);
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

    /** One after the other on one resource, the first not over before the second began: two troubles are no one trouble. */
    private Optional<ThreadLink> onOneResource(LinkOffer first, LinkOffer second) {
        Instant until = first.getUntil();
        boolean wasOver = until != null && until.plus(SLACK).isBefore(second.getSince());
        boolean near = !second.getSince().isAfter(first.getSince().plus(settings.resourceWindow()));
        return near && !wasOver ? Optional.of(link(JoinReason.SAME_RESOURCE, first, second)) : Optional.empty();
    }

    private static ThreadLink link(JoinReason reason, LinkOffer parent, LinkOffer child) {
        boolean parentIsNewer = parent.getArrivedAt().isAfter(child.getArrivedAt());
        boolean parentIsFirst = parent.getThreadId().compareTo(child.getThreadId()) < 0;
        return new ThreadLink(
                // Two threads are linked once, whatever they share and whichever of them explains the other.
                Ids.hash(
                        "link",
                        parentIsFirst ? parent.getThreadId() : child.getThreadId(),
                        parentIsFirst ? child.getThreadId() : parent.getThreadId()),
                parent.getThreadId(),
                parent.getScope(),
                child.getThreadId(),
                child.getScope(),
                reason.code(),
                reason.weight(),
                parent.getKey(),
                parentIsNewer ? parent.getArrivedAt() : child.getArrivedAt(),
                parent.getTitle(),
                parent.getService(),
                parent.getOwner(),
                child.getTitle(),
                child.getService(),
                child.getOwner());
    }

    private static <T> List<T> with(List<T> known, T one) {
        var all = new ArrayList<>(known);
        all.add(one);
        return all.size() > MAX_OFFERS ? new ArrayList<>(all.subList(1, all.size())) : all;
    }
}
