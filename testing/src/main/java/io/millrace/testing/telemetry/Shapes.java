package io.millrace.testing.telemetry;

/** The shapes of {@link SeriesKind}; each draws its own size, phase and noise. */
final class Shapes {
    private Shapes() {}

    /** A utilisation in per cent. */
    static Shape daily(Rows rows, Chance chance) {
        var phase = chance.between(0, 1);
        var base = chance.between(8, 30);
        var amplitude = chance.between(20, 55);
        var noise = chance.between(1, 4);
        var wobble = new Wobble(chance, rows.period());
        return row -> Math.max(
                0,
                Math.min(
                        100,
                        base + amplitude * rows.daylight(row, phase) + noise * (wobble.next() + chance.gaussian())));
    }

    /** Requests: many on working days, fewer on others. */
    static Shape weekly(Rows rows, Chance chance) {
        var phase = chance.between(0, 1);
        var scale = 40 * chance.lognormal(1.2) * rows.period().toMinutes();
        var weekend = chance.between(0.25, 0.7);
        var noise = chance.between(0.02, 0.08);
        var wobble = new Wobble(chance, rows.period());
        return row -> chance.poisson(scale
                * (0.15 + rows.daylight(row, phase))
                * (rows.isWeekend(row) ? weekend : 1)
                * StrictMath.exp(noise * wobble.next()));
    }

    /** Quiet, with a job at its minute of each hour and bursts at any time. */
    static Shape spiky(Rows rows, Chance chance) {
        var scale = 10 * chance.lognormal(1);
        var job = chance.between(0, 1);
        var jobRows = Math.max(1, (int) (4 / rows.period().toMinutes()));
        var burst = new double[1];
        return row -> {
            var intoJob =
                    Math.floorMod(row - (long) (job * rows.perDay() / 24), (long) Math.max(1, rows.perDay() / 24));
            burst[0] = chance.happens(5.0 / rows.perDay()) ? scale * chance.lognormal(0.4) : 0.6 * burst[0];
            var busy = intoJob < jobRows ? scale * chance.between(0.8, 1.1) : 0;
            return scale * 0.1 * chance.lognormal(0.3) + busy + burst[0];
        };
    }

    /** A total since the start of a process, which is restarted every week or so. */
    static Shape counter(Rows rows, Chance chance) {
        var phase = chance.between(0, 1);
        var scale = 5 * chance.lognormal(0.8) * rows.period().toMinutes();
        var total = new double[1];
        return row -> {
            total[0] = chance.happens(0.15 / rows.perDay())
                    ? 0
                    : total[0] + chance.poisson(scale * (0.3 + rows.daylight(row, phase)));
            return total[0];
        };
    }

    /** A point only where something occurred. */
    static Shape sparse(Rows rows, Chance chance) {
        var phase = chance.between(0, 1);
        var often = chance.between(0.08, 0.4);
        var extra = chance.between(0.3, 1.5);
        return row -> chance.happens(often * (0.4 + 0.6 * rows.daylight(row, phase)))
                ? 1 + chance.poisson(extra)
                : Double.NaN;
    }

    /** One number for weeks, with a flicker now and then. */
    static Shape flat(Rows rows, Chance chance) {
        var value = 1 + chance.below(60);
        return row -> value + (chance.happens(0.3 / rows.perDay()) ? 1 : 0);
    }

    /** Instances of a group that grows and shrinks by the hour. */
    static Shape plateaus(Rows rows, Chance chance) {
        var phase = chance.between(0, 1);
        var most = chance.between(5, 14);
        var wobble = new Wobble(chance, rows.period());
        var size = new double[] {2};
        return row -> {
            var wanted = Math.ceil(2 + most * rows.daylight(row, phase) + 0.3 * wobble.next());
            size[0] = wanted > size[0] || wanted < size[0] - 1 ? wanted : size[0];
            return size[0];
        };
    }

    /** A disk that fills, and is cleaned each week. */
    static Shape trend(Rows rows, Chance chance) {
        var growth = chance.between(0.8, 3);
        var level = new double[] {chance.between(20, 45)};
        var noise = chance.between(0.02, 0.2);
        return row -> {
            level[0] += growth / rows.perDay() * chance.between(0.4, 1.6);
            if (row > 0 && Math.floorMod(row, 7 * rows.perDay()) == 0) {
                level[0] -= 6.5 * growth;
            }
            return level[0] + noise * chance.gaussian();
        };
    }

    /** A latency: some answers take very long. */
    static Shape heavyTailed(Rows rows, Chance chance) {
        var phase = chance.between(0, 1);
        var scale = 0.1 * chance.lognormal(1);
        var noise = chance.between(0.08, 0.2);
        var alpha = chance.between(2, 3);
        return row -> scale
                * StrictMath.exp(0.3 * rows.daylight(row, phase))
                * chance.lognormal(noise)
                * (chance.happens(0.006) ? chance.pareto(alpha) : 1);
    }

    /** Memory that grows until it is collected. */
    static Shape sawtooth(Rows rows, Chance chance) {
        var daily = chance.between(0.4, 1.2) * 60;
        var noise = chance.between(0.1, 0.6);
        var level = new double[] {20};
        var top = new double[] {75};
        return row -> {
            level[0] += daily / rows.perDay() * chance.between(0.5, 1.5);
            if (level[0] > top[0]) {
                level[0] = chance.between(18, 25);
                top[0] = chance.between(70, 82);
            }
            return level[0] + noise * chance.gaussian();
        };
    }
}
