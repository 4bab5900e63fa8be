package io.millrace.jobs;

import io.millrace.domain.Command;
import io.millrace.domain.EscalationInput;
import io.millrace.domain.Notification;
import io.millrace.domain.Outcome;
import io.millrace.domain.Page;
import io.millrace.domain.ThreadChange;
import io.millrace.domain.escalate.EscalationInputs;
import io.millrace.operators.stage.EscalateFunction;
import io.millrace.operators.stage.PureStage;
import io.millrace.operators.stage.Records;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** Who is called for a thread and who is kept informed, out of what became of it: its changes, pages, commands and outcomes. */
final class EscalationStages {
    private EscalationStages() {}

    static SingleOutputStreamOperator<Notification> define(
            DataStream<ThreadChange> threads,
            DataStream<Page> pages,
            DataStream<Command> commands,
            DataStream<Outcome> outcomes,
            ContentStages content,
            Stages stages,
            Rows rows) {
        var changes = new PureStage<ThreadChange, EscalationInput>(
                "escalate", EscalationInputs::of, ThreadChange::getChangeId, ThreadChange::getArrivedAt);
        var paged = new PureStage<Page, EscalationInput>(
                "escalate", EscalationInputs::of, Page::getPageId, Page::getArrivedAt);
        var granted = new PureStage<Command, EscalationInput>(
                "escalate", EscalationInputs::of, Command::getCommandId, Command::getArrivedAt);
        var verdicts = new PureStage<Outcome, EscalationInput>(
                "escalate", EscalationInputs::of, Outcome::getEventId, Outcome::getArrivedAt);
        DataStream<EscalationInput> inputs = watched(threads, changes, "threads", rows)
                .union(
                        watched(pages, paged, "pages", rows),
                        watched(commands, granted, "commands", rows),
                        watched(outcomes, verdicts, "outcomes", rows));
        return rows.undecided(content.versions()
                .into(
                        inputs.keyBy(EscalationInput::getThreadId),
                        new EscalateFunction(stages.content()),
                        Notification.class)
                .uid("escalate-threads")
                .name("Escalate threads"));
    }

    private static <T extends SpecificRecordBase> SingleOutputStreamOperator<EscalationInput> watched(
            DataStream<T> records, PureStage<T, EscalationInput> watching, String what, Rows rows) {
        return rows.undecided(records.process(watching, Records.type(EscalationInput.class))
                .uid("watch-" + what)
                .name("Watch " + what));
    }
}
