package io.millrace.models.access;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * Ninety days of made-up sessions: people of an office behind one address who sometimes work at home, remote people with a
 * mobile carrier, people who roam, services, people who are new; and what is planted among them. By hour; the same seed
 * gives the same sessions.
 */
final class GeneratedAccesses {
    static final int DAYS = 90;
    private static final int FIRST_DAY = 16_000;
    private static final int OFFICE = 198 << 24 | 51 << 16 | 100 << 8 | 7;
    private static final int[] CARRIER = {80 << 24 | 187 << 16, 109 << 24 | 40 << 16, 109 << 24 | 41 << 16};

    /** Who acted from where, and what it was: a usual one of its kind, or planted. */
    record Session(long hour, String entity, int address, String kind) {}

    private final Random random;
    private final List<Session> sessions = new ArrayList<>();

    private GeneratedAccesses(long seed) {
        this.random = new Random(seed);
    }

    static List<Session> of(long seed) {
        var generated = new GeneratedAccesses(seed);
        for (int i = 0; i < 80; i++) {
            generated.office("office" + i, i < 8);
        }
        for (int i = 0; i < 40; i++) {
            generated.remote("remote" + i);
        }
        for (int i = 0; i < 20; i++) {
            generated.roaming("roaming" + i);
        }
        for (int i = 0; i < 40; i++) {
            generated.service("service" + i);
        }
        for (int i = 0; i < 20; i++) {
            generated.newcomer("new" + i, i % 2 == 0);
        }
        generated.plant();
        generated.sessions.sort(Comparator.comparingLong(Session::hour)
                .thenComparing(Session::entity)
                .thenComparing(Session::address));
        return generated.sessions;
    }

    private void office(String entity, boolean travels) {
        int home = anywhere();
        for (int day = 0; day < DAYS; day++) {
            home = day % 30 == 0 ? sameProvider(home) : home;
            for (int hour = 9; hour < 17 && isWorkday(day); hour++) {
                add(random.nextInt(3) > 0, day, hour, entity, OFFICE, "office");
            }
            add(random.nextInt(4) == 0, day, 20, entity, home, "office");
        }
        int hotel = anywhere();
        int start = 45 + random.nextInt(30);
        for (int hour = 0; hour < 12 && travels; hour++) {
            add(true, start + hour / 4, 9 + 2 * (hour % 4), entity, hotel, "first-trip");
        }
    }

    private void remote(String entity) {
        int home = anywhere();
        for (int day = 0; day < DAYS; day++) {
            home = day % 20 == 0 ? sameProvider(home) : home;
            for (int hour = 8; hour < 17 && isWorkday(day); hour++) {
                int address = random.nextInt(10) < 3 ? CARRIER[random.nextInt(3)] | random.nextInt(65_536) : home;
                add(random.nextBoolean(), day, hour, entity, address, "remote");
            }
        }
    }

    private void roaming(String entity) {
        int network = anywhere();
        for (int day = 0; day < DAYS; day++) {
            network = random.nextInt(3) == 0 ? anywhere() : network;
            boolean works = random.nextInt(10) < 7;
            for (int hour = 8; hour < 18; hour += 1 + random.nextInt(3)) {
                add(works, day, hour, entity, network, "roaming");
            }
        }
    }

    private void service(String entity) {
        int one = anywhere();
        int other = anywhere();
        for (int hour = 0; hour < 24 * DAYS; hour++) {
            add(true, 0, hour, entity, hour % 2 == 0 ? one : other, "service");
        }
    }

    private void newcomer(String entity, boolean inOffice) {
        int home = anywhere();
        int hotel = anywhere();
        int first = 40 + random.nextInt(30);
        for (int day = first; day < DAYS; day++) {
            int place = inOffice ? OFFICE : day == first + 1 ? hotel : home;
            for (int hour = 9; hour < 17 && isWorkday(day); hour += 2) {
                add(true, day, hour, entity, place, "new");
            }
            add(random.nextInt(3) == 0, day, 21, entity, home, "new");
        }
    }

    private void plant() {
        List<String> kinds = List.of("office", "remote", "service");
        for (int i = 0; i < 30; i++) {
            steal(kinds.get(i % 3) + (10 + random.nextInt(30)), "stolen-" + i);
        }
        for (int i = 0; i < 10; i++) {
            steal("roaming" + i, "stolen-from-roaming-" + i);
        }
        int sprayer = anywhere();
        for (int i = 0; i < 10; i++) {
            add(true, 80, 3, "office" + (20 + i), sprayer, "spray-" + i);
        }
    }

    private void steal(String entity, String kind) {
        int network = anywhere();
        int day = 40 + random.nextInt(45);
        for (int hour = 1; hour < 4; hour++) {
            add(true, day, hour, entity, network, kind);
        }
    }

    private void add(boolean happens, int day, int hour, String entity, int address, String kind) {
        if (happens) {
            sessions.add(new Session(24L * (FIRST_DAY + day) + hour, entity, address, kind));
        }
    }

    private int anywhere() {
        return 1 + random.nextInt(222) << 24 | random.nextInt(1 << 24);
    }

    private int sameProvider(int address) {
        return EntityNetworks.prefix(address, 16) | random.nextInt(65_536);
    }

    private static boolean isWorkday(int day) {
        return day % 7 < 5;
    }
}
