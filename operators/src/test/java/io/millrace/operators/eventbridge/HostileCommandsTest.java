package io.millrace.operators.eventbridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.domain.BusEvent;
import io.millrace.domain.Command;
import io.millrace.domain.EventKind;
import io.millrace.domain.EventStatus;
import io.millrace.domain.GuardState;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.Origin;
import io.millrace.domain.guard.Guarding;
import io.millrace.domain.thread.ThreadSettings;
import io.millrace.domain.thread.Threading;
import io.millrace.models.analyst.LocalAnalyst;
import io.millrace.testing.hostile.HostileWords;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/**
 * Whatever an event says in whichever field, no runbook that ships puts its words into a command: thread, ladder, guard and bus give no
 * command, a refusal with its reason, or a command of which each part stands in the benign run too. The events are the runbooks'
 * examples, so that what is added later is tried as well.
 */
class HostileCommandsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final EntryCheck CHECK = new EntryCheck();
    private static final String INSTANCE = "i-0c2f5e7a91d34b680";

    /** What steers a display and says nothing. */
    private static final Pattern STEERS = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}&&[^\\n]]");

    private static final double[] FIGURES = {
        Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e308, -1e308, -0.0, Double.MIN_VALUE
    };

    private static final List<OpsEvent> BENIGN = benign();
    private static final Set<String> WORDS = Proposals.words(BENIGN);

    @Test
    void everyRunbookThatShipsIsTried() {
        var tried = new TreeSet<String>();
        BENIGN.forEach(event -> Proposals.of(event).forEach(command -> tried.add(command.getRunbook())));

        assertThat(tried)
                .containsAll(Proposals.CONTENT.runbooks().all().entrySet().stream()
                        .filter(runbook -> !runbook.getValue().mode().word().equals("off"))
                        .map(Map.Entry::getKey)
                        .toList());
    }

    @Test
    void noTextInAnyFieldPutsWordsIntoACommand() {
        int tried = 0;
        int commands = 0;
        int nothing = 0;
        for (OpsEvent event : BENIGN) {
            for (Field field : fields(event)) {
                for (String hostile : HostileWords.ALL) {
                    for (String value : List.of(hostile, field.was + hostile, hostile + field.was)) {
                        OpsEvent said = with(event, field, value);
                        List<Command> given = Proposals.of(said);
                        tried++;
                        commands += given.isEmpty() ? 0 : 1;
                        nothing += given.isEmpty() ? 1 : 0;
                        for (Command command : given) {
                            Proposals.assertConsistsOf(WORDS, command, said);
                        }
                    }
                }
            }
        }

        assertThat(tried).isGreaterThan(3_000);
        assertThat(commands).as("most fields reach no command, which goes on").isPositive();
        assertThat(nothing).as("those that do stop it").isPositive();
    }

    @Test
    void noFigureMakesACommandThatTheBusRefuses() {
        for (OpsEvent event : BENIGN) {
            for (String name : event.getValues().keySet()) {
                for (double figure : FIGURES) {
                    var values = new TreeMap<>(event.getValues());
                    values.put(name, figure);
                    var said = OpsEvent.newBuilder(event).setValues(values).build();

                    for (Command command : Proposals.of(said)) {
                        Proposals.assertConsistsOf(WORDS, command, said);
                        told(command);
                    }
                }
            }
        }
    }

    /** All fields at once, and what people and tickets are told of it. */
    @Property(tries = 120, shrinking = ShrinkingMode.OFF)
    void whatPeopleAreToldStaysWithinItsContractAndInert(
            @ForAll @IntRange(max = 10_000) int which,
            @ForAll @IntRange(max = 10_000) int word,
            @ForAll @IntRange(max = 10_000) int other)
            throws IOException {
        OpsEvent event = BENIGN.get(which % BENIGN.size());
        OpsEvent said = event;
        int at = 0;
        for (Field field : fields(event)) {
            String hostile = HostileWords.ALL.get((word + at * (1 + other)) % HostileWords.ALL.size());
            at++;
            if ((other + at) % 3 > 0) {
                said = with(said, field, field.was + hostile);
            }
        }
        for (Command command : Proposals.of(said)) {
            Proposals.assertConsistsOf(WORDS, command, said);
            told(command);
        }
        var threading = new Threading(ThreadSettings.defaults());
        var step = threading.onSignal(List.of(), Proposals.signal(said));
        if (step.state().isEmpty()) {
            return;
        }
        var change = step.changes().get(0);
        var entries = new ArrayList<BusEvent>();
        BusEvents.of(change).ifPresent(entries::add);
        entries.add(BusEvents.ticket(change, new LocalAnalyst().explain(change, List.of())));
        threading
                .escalate(step.state().get(), "cannot act: " + said.getTitle(), said.getArrivedAt())
                .changes()
                .forEach(row -> BusEvents.of(row).ifPresent(entries::add));
        assertThat(entries).hasSize(3);
        for (BusEvent entry : entries) {
            assertThat(CHECK.violation(entry)).as(entry.getDetailType()).isEmpty();
            JsonNode detail = JSON.readTree(entry.getDetail());
            inert(detail.path("messages"));
            // elsewhere it stands in plain text, where Slack finds no mention
            assertThat(detail.at("/messages/slack/text").asText()).doesNotContain("<!", "<@");
            inert(detail.path("payloads"));
        }
    }

    private static void inert(JsonNode words) {
        if (words.isTextual()) {
            assertThat(STEERS.matcher(words.asText()).find()).as("%s", words).isFalse();
        }
        words.forEach(HostileCommandsTest::inert);
    }

    /** What the guard answers, whichever way, is told within the contract. */
    private static void told(Command proposed) {
        var guarding = new Guarding(Proposals.CONTENT.guardrails());
        var state = GuardState.newBuilder().setGrants(List.of()).build();
        Command answer = guarding.decide(state, calendar -> null, proposed).orElseThrow();
        assertThat(answer.getReason()).isNotEmpty();
        BusEvents.of(answer)
                .ifPresent(entry ->
                        assertThat(CHECK.violation(entry)).as("%s", entry).isEmpty());
        Proposals.assertPublishable(proposed);
    }

    /** One text of an event, and how to say another in its place. */
    private static final class Field {
        private final String name;
        private final String was;
        private final BiConsumer<OpsEvent.Builder, String> set;

        Field(String name, String was, BiConsumer<OpsEvent.Builder, String> set) {
            this.name = name;
            this.was = was;
            this.set = set;
        }
    }

    private static OpsEvent with(OpsEvent event, Field field, String value) {
        var next = OpsEvent.newBuilder(event);
        field.set.accept(next, value);
        return next.build();
    }

    private static List<Field> fields(OpsEvent event) {
        var fields = new ArrayList<Field>();
        fields.add(new Field("title", event.getTitle(), OpsEvent.Builder::setTitle));
        fields.add(new Field("text", event.getText(), OpsEvent.Builder::setText));
        fields.add(new Field("account", event.getAccount(), OpsEvent.Builder::setAccount));
        fields.add(new Field("region", event.getRegion(), OpsEvent.Builder::setRegion));
        fields.add(new Field("source", event.getSource(), OpsEvent.Builder::setSource));
        fields.add(new Field("detailType", event.getDetailType(), OpsEvent.Builder::setDetailType));
        fields.add(new Field("identity", event.getIdentity(), OpsEvent.Builder::setIdentity));
        fields.add(new Field("eventId", event.getEventId(), OpsEvent.Builder::setEventId));
        fields.add(new Field("resources", "", (next, value) -> {
            var resources = new ArrayList<>(next.getResources());
            resources.add(value);
            next.setResources(resources);
        }));
        for (int i = 0; i < event.getResources().size(); i++) {
            int place = i;
            fields.add(new Field("resource " + i, event.getResources().get(i), (next, value) -> {
                var resources = new ArrayList<>(next.getResources());
                resources.set(place, value);
                next.setResources(resources);
            }));
        }
        var names = new TreeSet<>(event.getAttributes().keySet());
        names.addAll(List.of("target.id", "dim.InstanceId", "tag.Name", "commandId"));
        for (String name : names) {
            fields.add(new Field("attribute " + name, event.getAttributes().getOrDefault(name, ""), (next, value) -> {
                var attributes = new TreeMap<>(next.getAttributes());
                attributes.put(name, value);
                next.setAttributes(attributes);
            }));
        }
        return fields;
    }

    private static List<OpsEvent> benign() {
        var events = new ArrayList<OpsEvent>();
        var disk = Map.of("InstanceId", INSTANCE, "path", "/data", "device", "nvme0n1p1");
        events.add(condition("disk-space", 90, disk));
        events.add(condition("disk-nearly-full", 97, disk));
        events.add(condition("high-cpu", 85, Map.of("InstanceId", INSTANCE)));
        events.add(condition("high-cpu", 95, Map.of("InstanceId", INSTANCE)));
        events.add(condition("memory-leak", 88, Map.of("InstanceId", INSTANCE)));
        events.addAll(Proposals.shown());
        return events;
    }

    /** As the score stage makes it. */
    private static OpsEvent condition(String id, double value, Map<String, String> dimensions) {
        var attributes = new TreeMap<String, String>();
        dimensions.forEach((name, said) -> attributes.put("dim." + name, said));
        attributes.put("conditionId", id);
        var at = Instant.parse("2026-08-05T10:00:00Z");
        return OpsEvent.newBuilder()
                .setRecordId("record-1")
                .setEventId("event-1")
                .setOrigin(Origin.DERIVED)
                .setArrivedAt(at.plusSeconds(1))
                .setEventTime(at)
                .setSource("millrace")
                .setDetailType("Condition Met")
                .setKind(EventKind.CONDITION)
                .setStatus(EventStatus.OPEN)
                .setSeverity(4)
                .setIdentity("condition:" + id + ":series")
                .setDeliveryId("delivery-1")
                .setRevision(1)
                .setTitle("A title")
                .setText("A text")
                .setAccount("111122223333")
                .setRegion("eu-west-1")
                .setResources(List.of("arn:aws:ec2:eu-west-1:111122223333:instance/" + INSTANCE))
                .setCorrelationKeys(List.of())
                .setAttributes(attributes)
                .setValues(Map.of("value", value, "level", 80.0))
                .build();
    }
}
