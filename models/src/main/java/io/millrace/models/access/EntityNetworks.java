package io.millrace.models.access;

import io.millrace.models.state.StateReader;
import io.millrace.models.state.StateWriter;

/**
 * From which networks one entity acts, and how often from a new one. At three prefix lengths (/8, /16, /24) it keeps the
 * share of its sessions that came from a prefix never seen before; a first sighting is as surprising, in bits, as that
 * share is small, and the most surprising length counts. So whoever always acts from one place surprises elsewhere, whoever roams does not, and of whom
 * little is known nothing can surprise. A session is an hour in a /24: a loop of calls is one sighting, not thousands.
 * At most 64 networks, 800 bytes; halved in 30 days. This is a counting model: it places nothing near anything
 * but by shared prefixes, unlike the embeddings of IP Insights. Not for use by several threads at once.
 */
public final class EntityNetworks {
    private static final int VERSION = 1;
    private static final int MOST = 64;
    private static final int[] LENGTHS = {8, 16, 24};

    /** How much a first sighting of each length counts: within a known /16 a new /24 is mostly its provider's business. */
    private static final double[] WEIGHTS = {1, 0.95, 0.5};

    private static final double HALF_LIFE_HOURS = 30 * 24;

    /** A network not seen for so long is new again. */
    private static final int FORGET_HOURS = 90 * 24;

    private final int[] networks = new int[MOST];
    private final int[] lastHours = new int[MOST];
    private int known;
    private double sessions;
    private final double[] firsts = new double[LENGTHS.length];
    private int hour = Integer.MIN_VALUE;

    /** One that has seen nothing. */
    public EntityNetworks() {}

    /**
     * How surprising it is, in bits, that the entity acts from this address at this time: 0 from a known network. Nothing is
     * learned. Time may go back: it counts as no later than the newest session.
     */
    public double surprise(int address, long epochHour) {
        int now = Math.max(hour, Math.toIntExact(epochHour));
        double remains = remains(now);
        double bits = 0;
        for (int i = 0; i < LENGTHS.length; i++) {
            if (!knows(address, LENGTHS[i], now)) {
                // Krichevsky and Trofimov's estimate of the share of first sightings.
                double share = (firsts[i] * remains + 0.5) / (sessions * remains + 1);
                bits = Math.max(bits, -WEIGHTS[i] * StrictMath.log(share) / StrictMath.log(2));
            }
        }
        return bits;
    }

    /** Learns that the entity acted from this address at this time. False when that hour in that network was known. */
    public boolean learn(int address, long epochHour) {
        int now = Math.max(hour, Math.toIntExact(epochHour));
        int network = prefix(address, 24);
        int position = position(network);
        if (position >= 0 && lastHours[position] == now) {
            return false;
        }
        double remains = remains(now);
        sessions = sessions * remains + 1;
        for (int i = 0; i < LENGTHS.length; i++) {
            firsts[i] = firsts[i] * remains + (knows(address, LENGTHS[i], now) ? 0 : 1);
        }
        hour = now;
        if (position < 0) {
            position = known < MOST ? known++ : oldest();
            networks[position] = network;
        }
        lastHours[position] = now;
        return true;
    }

    /** Sessions seen, the older the less they count. */
    public double sessions() {
        return sessions;
    }

    /** Networks (/24) that are known: at most 64. */
    public int networks() {
        return known;
    }

    private double remains(int now) {
        return hour == Integer.MIN_VALUE ? 0 : StrictMath.pow(0.5, (now - hour) / HALF_LIFE_HOURS);
    }

    private boolean knows(int address, int length, int now) {
        for (int i = 0; i < known; i++) {
            if (prefix(networks[i], length) == prefix(address, length) && now - lastHours[i] <= FORGET_HOURS) {
                return true;
            }
        }
        return false;
    }

    private int position(int network) {
        for (int i = 0; i < known; i++) {
            if (networks[i] == network) {
                return i;
            }
        }
        return -1;
    }

    private int oldest() {
        int oldest = 0;
        for (int i = 1; i < known; i++) {
            if (lastHours[i] < lastHours[oldest]) {
                oldest = i;
            }
        }
        return oldest;
    }

    static int prefix(int address, int length) {
        return address & -1 << 32 - length;
    }

    /** The state, versioned. */
    public byte[] state() {
        var out = new StateWriter(48 + 8 * known);
        out.writeByte(VERSION);
        out.writeInt(hour);
        out.writeDouble(sessions);
        for (double first : firsts) {
            out.writeDouble(first);
        }
        out.writeByte(known);
        for (int i = 0; i < known; i++) {
            out.writeInt(networks[i]);
            out.writeInt(lastHours[i]);
        }
        return out.toBytes();
    }

    /** One that goes on where the saved one was. */
    public static EntityNetworks restore(byte[] state) {
        var entity = new EntityNetworks();
        var in = new StateReader("entity networks state", state);
        in.readVersion(VERSION);
        entity.hour = in.readInt();
        entity.sessions = in.readDouble();
        for (int i = 0; i < LENGTHS.length; i++) {
            entity.firsts[i] = in.readDouble();
        }
        entity.known = in.readByte();
        for (int i = 0; i < entity.known; i++) {
            entity.networks[i] = in.readInt();
            entity.lastHours[i] = in.readInt();
        }
        in.end();
        return entity;
    }
}
