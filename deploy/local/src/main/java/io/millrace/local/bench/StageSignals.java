package io.millrace.local.bench;

import io.millrace.domain.Signal;
import io.millrace.testing.Events;
import java.io.Serializable;
import java.time.Instant;
import org.apache.flink.connector.datagen.source.GeneratorFunction;

/**
 * Signals by number over so many scopes in turn, three seconds of arrival time between two of one scope: alarms of five
 * resources that open and are over in turn. Some 200 in ten minutes: as many as CEP is given of one scope.
 */
final class StageSignals implements GeneratorFunction<Long, Signal>, Serializable {
    private static final long serialVersionUID = 1L;

    private static final long EVERY = 3_000;
    private static final long BEGIN = Instant.parse("2026-03-02T00:00:00Z").toEpochMilli();

    private final int scopes;

    StageSignals(int scopes) {
        this.scopes = scopes;
    }

    @Override
    public Signal map(Long number) {
        long scope = number % scopes;
        long turn = number / scopes;
        String resource = "i-" + scope + "-" + turn / 2 % 5;
        var alarm = Events.anAlarm("cpu-" + resource + "-" + turn / 2)
                .eventId("e" + number)
                .at(Instant.ofEpochMilli(BEGIN + turn * EVERY + scope * EVERY / scopes))
                .on(resource)
                .service("service-" + scope, 2)
                .scope("service-" + scope);
        return (turn % 2 == 0 ? alarm.inAlarm() : alarm.ok()).signal();
    }
}
