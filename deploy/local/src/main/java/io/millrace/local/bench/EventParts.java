package io.millrace.local.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.millrace.domain.BusEvent;
import io.millrace.domain.FoldState;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.Signal;
import io.millrace.domain.ThreadChange;
import io.millrace.domain.ThreadState;
import io.millrace.domain.fold.FoldSettings;
import io.millrace.domain.fold.Folding;
import io.millrace.domain.thread.ThreadSettings;
import io.millrace.domain.thread.Threading;
import io.millrace.models.analyst.LocalAnalyst;
import io.millrace.operators.eventbridge.BusEvents;
import io.millrace.operators.eventbridge.EntryCheck;
import io.millrace.operators.eventbridge.EventBridgeNdjson;
import io.millrace.operators.parse.EventParser;
import io.millrace.operators.parse.EventParserSettings;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;
import software.amazon.event.ruler.GenericMachine;

/** What an event goes through, part by part; every operation is one event, signal or entry. Called by JMH. */
@State(Scope.Benchmark)
public class EventParts {
    @Param({"ALARM", "HEALTH"})
    public BenchRecords record = BenchRecords.ALARM;

    private final JsonFactory json = new JsonFactory();
    private final EventParser parser = new EventParser(EventParserSettings.defaults());
    private final FlinkWire<OpsEvent> eventWire = new FlinkWire<>(OpsEvent.class);
    private final FlinkWire<Signal> signalWire = new FlinkWire<>(Signal.class);
    private final Folding folding = new Folding(FoldSettings.defaults());
    private final Threading threading = new Threading(ThreadSettings.defaults());
    private final LocalAnalyst analyst = new LocalAnalyst();
    private final EntryCheck check = new EntryCheck();
    private final GenericMachine<String> machine = new GenericMachine<>();
    private final Map<String, FoldState> identities = new HashMap<>();
    private final Map<String, TreeMap<String, ThreadState>> scopes = new HashMap<>();

    @SuppressWarnings("NullAway.Init") // JMH prepares before it measures
    private EventSample sample;

    private int next;

    @Setup
    public void prepare() throws IOException {
        sample = new EventSample(record);
        var yaml = new YAMLMapper();
        for (var file : BenchContent.bundle().files().entrySet()) {
            if (file.getKey().startsWith("policies/")) {
                for (JsonNode policy : yaml.readTree(file.getValue()).path("policies")) {
                    machine.addRule(
                            policy.path("id").asText(), policy.path("match").toString());
                }
            }
        }
    }

    /** Reference: Jackson reads all tokens of the same bytes. */
    @Benchmark
    public void tokens(Blackhole blackhole) throws IOException {
        try (var tokens =
                json.createParser(sample.raw.get(next(sample.raw)).getData().array())) {
            while (tokens.nextToken() != null) {
                blackhole.consume(tokens.currentTokenId());
            }
        }
    }

    /** Reference: Jackson reads all tokens of the same bytes, and the text of each name and value. */
    @Benchmark
    public void texts(Blackhole blackhole) throws IOException {
        try (var tokens =
                json.createParser(sample.raw.get(next(sample.raw)).getData().array())) {
            for (var token = tokens.nextToken(); token != null; token = tokens.nextToken()) {
                blackhole.consume(token.isScalarValue() ? tokens.getText() : tokens.currentName());
            }
        }
    }

    @Benchmark
    public Object parse() {
        return parser.parse(sample.raw.get(next(sample.raw)));
    }

    @Benchmark
    public Object exchangeEvent() throws IOException {
        return eventWire.through(sample.events.get(next(sample.events)));
    }

    @Benchmark
    public Object exchangeSignal() throws IOException {
        return signalWire.through(sample.signals.get(next(sample.signals)));
    }

    @Benchmark
    public Object fold() {
        int at = next(sample.events);
        if (at == 0) {
            identities.clear();
        }
        OpsEvent event = sample.events.get(at);
        var step = folding.fold(
                identities.get(event.getIdentity()),
                event,
                sample.ownerships.get(at).scope(),
                "1");
        identities.put(event.getIdentity(), step.state());
        return step;
    }

    /** Owner by the catalog, and one call of Event Ruler for all shipped policies. */
    @Benchmark
    public Object triage() {
        OpsEvent event = sample.events.get(next(sample.events));
        return sample.content.policies().decide(event, sample.content.catalog().of(event), 1);
    }

    /** Reference: Event Ruler alone, the same patterns over the same event as ready JSON. */
    @Benchmark
    public Object ruler() throws Exception {
        return machine.rulesForJSONEvent(sample.canonical.get(next(sample.canonical)));
    }

    @Benchmark
    public Object thread() {
        int at = next(sample.signals);
        if (at == 0) {
            scopes.clear();
        }
        Signal signal = sample.signals.get(at);
        var threads = scopes.computeIfAbsent(signal.getScope(), scope -> new TreeMap<>());
        var step = threading.onSignal(threads.values(), signal);
        step.state().ifPresent(state -> threads.put(state.getThreadId(), state));
        return step;
    }

    @Benchmark
    public Object explain() {
        ThreadChange change = sample.changes.get(next(sample.changes));
        return BusEvents.told(change, analyst.explain(change, List.of())).get(0);
    }

    /** Contract check and entry JSON of what goes to the bus. */
    @Benchmark
    public Object entry() throws IOException {
        BusEvent entry = sample.entries.get(next(sample.entries));
        check.violation(entry).ifPresent(violation -> {
            throw new IllegalStateException("The measured entry is refused for " + violation);
        });
        return EventBridgeNdjson.line(entry);
    }

    private int next(List<?> of) {
        next = (next + 1) % of.size();
        return next;
    }
}
