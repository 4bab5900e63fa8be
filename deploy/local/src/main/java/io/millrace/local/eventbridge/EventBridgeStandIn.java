package io.millrace.local.eventbridge;

import io.millrace.local.http.Faults;
import io.millrace.local.http.ServiceProtocol;
import io.millrace.local.http.StandInServer;
import io.millrace.local.http.WireCodec;
import java.net.URI;
import java.util.Set;

/**
 * EventBridge in this JVM: PutEvents with its real wire protocol and limits, rules matched by Event Ruler, not AWS. Requests are not
 * authenticated; delivery happens before PutEvents is answered, and is repeated or refused only as planned.
 */
public final class EventBridgeStandIn implements AutoCloseable {
    /** What it calls itself wherever it can. */
    public static final String NAME = "Millrace EventBridge stand-in, not AWS";

    private final EventBuses buses;
    private final Delivery delivery;
    private final Faults faults;
    private final StandInServer server;

    private EventBridgeStandIn(EventBridgeOptions options) {
        this.buses = new EventBuses(options);
        this.delivery = new Delivery(buses);
        this.faults = new Faults();
        var protocol = new ServiceProtocol(
                NAME,
                EventBridgeActions.TARGET,
                EventBridgeActions.of(buses, delivery, options, faults),
                EventBridgeActions.UNSUPPORTED,
                Set.of(WireCodec.JSON),
                faults);
        this.server = StandInServer.start(NAME, options.port(), protocol);
    }

    /** Starts one; it serves until closed. */
    public static EventBridgeStandIn start(EventBridgeOptions options) {
        return new EventBridgeStandIn(options);
    }

    /** Where clients point their endpoint override. */
    public URI endpoint() {
        return server.endpoint();
    }

    /** Faults for calls over the wire; entries of {@code PutEvents} can be refused at a rate. */
    public Faults faults() {
        return faults;
    }

    /** Delivers events twice at this rate (0 to 1), repeatable by seed. */
    public void repeatDeliveries(double rate, long seed) {
        delivery.repeat(rate, seed);
    }

    /** Events that were accepted for a bus that does not exist. */
    public long dropped() {
        return delivery.dropped();
    }

    /** Creates a bus besides {@code default}. */
    public void createBus(String bus) {
        buses.create(bus);
    }

    /** Creates a rule with this event pattern, or changes its pattern. */
    public void putRule(String bus, String rule, String pattern) {
        buses.get(bus).putRule(rule, pattern, true);
    }

    /** Adds a target to a rule, or replaces the one of this id. */
    public void putTarget(String bus, String rule, String targetId, RuleTarget target) {
        buses.get(bus).putTarget(rule, targetId, new NamedTarget("arn:millrace:local:" + targetId, target));
    }

    @Override
    public void close() {
        server.close();
    }
}
