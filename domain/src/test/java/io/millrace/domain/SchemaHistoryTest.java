package io.millrace.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaHistoryTest {
    @TempDir
    private Path temporary;

    @Test
    void everyRecordReadsAndIsReadByEachOfItsVersionsAndIsTheNewest() throws IOException {
        var records = Millrace.PROTOCOL.getTypes().stream()
                .filter(type -> type.getType() == Schema.Type.RECORD)
                .collect(Collectors.toList());
        var history = new SchemaHistory(Path.of("schema-history"), Path.of("target", "schema-history"));

        assertThat(records).isNotEmpty();
        assertThat(history.problems(records)).isEmpty();
    }

    @Test
    void aChangeWithoutANewVersionIsToldWithTheFileToCopy() throws IOException {
        keep(1, grant().endRecord());

        var problems = problems(grant().optionalString("approvedBy").endRecord());

        assertThat(problems).singleElement().asString().contains("Grant has changed since version 1", "2.avsc");
        var proposal = temporary.resolve("proposals/Grant/2.avsc");
        assertThat(new Schema.Parser().parse(Files.readString(proposal)).getField("approvedBy"))
                .isNotNull();
    }

    @Test
    void aFieldWithADefaultMayComeAndGo() throws IOException {
        keep(1, grant().endRecord());
        keep(2, grant().optionalString("approvedBy").endRecord());
        keep(3, grant().endRecord());

        assertThat(problems(grant().endRecord())).isEmpty();
    }

    @Test
    void aNewFieldWithoutADefaultIsRefused() throws IOException {
        keep(1, grant().endRecord());
        var grown = grant().requiredString("approvedBy").endRecord();
        keep(2, grown);

        assertThat(problems(grown))
                .singleElement()
                .asString()
                .contains("Grant of today cannot read its version 1", "approvedBy");
    }

    @Test
    void aRemovedFieldWithoutADefaultIsRefused() throws IOException {
        keep(1, grant().requiredString("target").endRecord());
        keep(2, grant().endRecord());

        assertThat(problems(grant().endRecord()))
                .singleElement()
                .asString()
                .contains("Grant of version 1 cannot read what is written today", "target");
    }

    @Test
    void anotherTypeIsRefused() throws IOException {
        keep(1, grant().requiredLong("grantedAt").endRecord());
        var changed = grant().requiredString("grantedAt").endRecord();
        keep(2, changed);

        assertThat(problems(changed)).hasSize(2).allSatisfy(problem -> assertThat(problem)
                .contains("LONG", "STRING"));
    }

    @Test
    void aRecordThatIsNewOrGoneIsTold() throws IOException {
        keep(1, grant().endRecord());

        assertThat(problems(SchemaBuilder.record("Refund").fields().endRecord()))
                .hasSize(2)
                .anySatisfy(problem -> assertThat(problem).contains("Refund has no history"))
                .anySatisfy(problem -> assertThat(problem).contains("Grant is in", "no protocol any more"));
    }

    private static SchemaBuilder.FieldAssembler<Schema> grant() {
        return SchemaBuilder.record("Grant").fields().requiredString("commandId");
    }

    private void keep(int version, Schema schema) throws IOException {
        var file = temporary.resolve("history").resolve(schema.getName()).resolve(version + ".avsc");
        Files.createDirectories(file.getParent());
        Files.writeString(file, schema.toString(true));
    }

    private List<String> problems(Schema current) throws IOException {
        return new SchemaHistory(temporary.resolve("history"), temporary.resolve("proposals"))
                .problems(List.of(current));
    }
}
