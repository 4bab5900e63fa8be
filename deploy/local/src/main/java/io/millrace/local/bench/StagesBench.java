package io.millrace.local.bench;

import io.millrace.domain.ContentVersion;
import io.millrace.domain.Signal;
import io.millrace.domain.Situation;
import io.millrace.domain.ThreadChange;
import io.millrace.domain.ThreadInput;
import io.millrace.domain.thread.ThreadSettings;
import io.millrace.local.cli.Progress;
import io.millrace.operators.content.ContentStreams;
import io.millrace.operators.stage.GatherSignalsFunction;
import io.millrace.operators.stage.Outputs;
import io.millrace.operators.stage.Records;
import io.millrace.operators.stage.SelectSituationFunction;
import io.millrace.operators.stage.ThreadFunction;
import io.millrace.patterns.HoldSignalsFunction;
import io.millrace.patterns.SignalOrder;
import io.millrace.patterns.SituationPattern;
import io.millrace.patterns.Situations;
import io.millrace.runbooks.ContentHistory;
import java.io.PrintWriter;
import java.util.Locale;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.cep.CEP;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** Policies against Event Ruler, the thread stage against a bare keyed function with the same state, and what CEP costs for a signal; both backends. */
final class StagesBench {
    private static final int[] ACTIVE_SCOPES = {1, 100, 10_000};
    private static final int ROUNDS = 3;

    private static final ContentHistory CONTENT = ContentHistory.of(BenchContent.bundle());

    /** What the other input of the thread stage says once: a version that it began with. */
    private static final ContentVersion NOTHING_NEW = CONTENT.all().get(0).toRecord();

    private final Progress progress;
    private final PrintWriter out;

    StagesBench(Progress progress, PrintWriter out) {
        this.progress = progress;
        this.out = out;
    }

    void run() throws Exception {
        policies(BenchRecords.ALARM, "an alarm");
        policies(BenchRecords.HEALTH, "a Health event");
        threads();
        situations();
    }

    private void policies(BenchRecords kind, String what) throws Exception {
        progress.at("policies for " + what);
        PoliciesRun.Figures figures = new PoliciesRun(kind).run();
        double ruler = figures.ruler().median();
        double engine = figures.engine().median();
        say(
                "%nPolicies, %,d mixed rules beside the shipped ones, %s: Event Ruler alone %.1f µs, the engine %.1f µs: %.0f %%"
                        + " of its rate",
                PoliciesRun.RULES, what, ruler / 1e3, engine / 1e3, 100 * ruler / engine);
    }

    private void threads() throws Exception {
        int scopes = 1_000;
        int signals = 40_000;
        say(
                "%nThread stage, %,d signals over %,d scopes; µs of processor time each, source and exchange included",
                signals, scopes);
        for (boolean rocks : new boolean[] {true, false}) {
            var run = new StageRun(rocks);
            double bare = Double.MAX_VALUE;
            double stage = Double.MAX_VALUE;
            for (int round = 0; round < ROUNDS; round++) {
                progress.at("threads on " + backend(rocks) + ", round " + (round + 1) + " of " + ROUNDS);
                bare = Math.min(bare, run.nanos(scopes, signals, StagesBench::bare));
                stage = Math.min(stage, run.nanos(scopes, signals, this::threads));
            }
            say(
                    "  %-8s bare function %6.1f   stage %6.1f   the stage runs at %.0f %% of the bare function's rate",
                    backend(rocks), bare / 1e3, stage / 1e3, 100 * bare / stage);
        }
    }

    private void situations() throws Exception {
        say(
                "%nCEP, all %d situations, signals only; µs of processor time for a signal beyond reading it",
                Situations.shipped().size());
        for (int scopes : ACTIVE_SCOPES) {
            long signals = scopes == 1 ? 2_000 : 20_000;
            for (boolean rocks : new boolean[] {false, true}) {
                progress.at(String.format(Locale.ROOT, "CEP over %,d scopes on %s", scopes, backend(rocks)));
                var run = new StageRun(rocks);
                double read = Math.min(
                        run.nanos(scopes, signals, StagesBench::discard),
                        run.nanos(scopes, signals, StagesBench::discard));
                double cep = Math.min(
                        run.nanos(scopes, signals, StagesBench::situate),
                        run.nanos(scopes, signals, StagesBench::situate));
                say("  %,7d active scopes  %-8s %,10.1f", scopes, backend(rocks), (cep - read) / 1e3);
            }
        }
    }

    private static void discard(KeyedStream<Signal, String> signals) {
        signals.sinkTo(new DiscardingSink<>());
    }

    private static void bare(KeyedStream<Signal, String> signals) {
        var changes = signals.process(new BareThreads());
        changes.getSideOutput(Outputs.THREAD_EVENTS).sinkTo(new DiscardingSink<>());
        changes.sinkTo(new DiscardingSink<>());
    }

    private void threads(KeyedStream<Signal, String> signals) {
        // as in the job: another input, which says nothing here, brings content
        var none = signals.getExecutionEnvironment()
                .fromSource(
                        new DataGeneratorSource<>(number -> NOTHING_NEW, 1, Records.type(ContentVersion.class)),
                        WatermarkStrategy.noWatermarks(),
                        "Bench content");
        var inputs = signals.map(ThreadFunction::input, Records.type(ThreadInput.class))
                .keyBy(ThreadInput::getScope);
        var changes = new ContentStreams(none)
                .into(inputs, new ThreadFunction(CONTENT, ThreadSettings.defaults()), ThreadChange.class);
        changes.getSideOutput(Outputs.THREAD_EVENTS).sinkTo(new DiscardingSink<>());
        changes.sinkTo(new DiscardingSink<>());
    }

    private static void situate(KeyedStream<Signal, String> signals) {
        for (SituationPattern situation : Situations.shipped()) {
            var gathered = signals.flatMap(new GatherSignalsFunction(situation), Records.type(Signal.class))
                    .keyBy(Signal::getPlace);
            var held = HoldSignalsFunction.holds(situation) ? held(gathered, situation) : gathered;
            CEP.pattern(held, situation.pattern(), new SignalOrder())
                    .process(new SelectSituationFunction(situation), Records.type(Situation.class))
                    .sinkTo(new DiscardingSink<>());
        }
    }

    private static KeyedStream<Signal, String> held(KeyedStream<Signal, String> gathered, SituationPattern situation) {
        var type = Records.type(Signal.class);
        return DataStreamUtils.reinterpretAsKeyedStream(
                gathered.process(new HoldSignalsFunction(situation, type), type), Signal::getPlace, Types.STRING);
    }

    private static String backend(boolean rocks) {
        return rocks ? "RocksDB" : "heap";
    }

    private void say(String sentence, Object... figures) {
        out.printf(Locale.ROOT, sentence + "%n", figures);
        out.flush();
    }
}
