package io.millrace.operators.remote;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * Hands records on with a model's answer, or with why there is none, in the order in which they came; watermarks wait in
 * their places. What nobody is asked about, and nobody is in line before, goes straight on. The line is bounded: where it is
 * full the stage lets go of the slow endpoint, or waits for it if it is told to.
 */
final class AskOperator<I extends SpecificRecordBase, Q, A, O extends SpecificRecordBase>
        extends AbstractStreamOperator<O> implements OneInputStreamOperator<I, O>, BoundedOneInput {
    private static final long serialVersionUID = 1L;

    /** Records between the stages, asked or waiting behind a question: what one checkpoint holds at most. */
    static final int CAPACITY = 1000;

    private final transient Questions<I, Q, A, O> questions;
    private final transient Asking asking;
    private final transient TypeInformation<I> type;
    private final transient MailboxExecutor mailbox;
    private final transient ArrayDeque<Asked<I, Q, O>> line = new ArrayDeque<>();
    private final transient Asker<I, Q, A, O> asker;
    private final transient @Nullable RecordedQuestions<I, Q, A, O> recorded;

    private transient @Nullable KeptLine<I> kept;
    private transient List<I> restored = List.of();

    AskOperator(AskOperatorFactory<I, Q, A, O> stage, TypeInformation<I> type, MailboxExecutor mailbox) {
        this.questions = stage.questions();
        this.asking = stage.asking();
        this.type = type;
        this.mailbox = mailbox;
        this.asker = new Asker<>(questions, stage.calls(), stage.provider(), mailbox, this::advance);
        var answers = asking.recorded();
        this.recorded = answers == null ? null : new RecordedQuestions<>(questions, answers.open());
    }

    /** Keys matter to what is kept at a checkpoint only: no record is to pay for them. */
    @Override
    public boolean hasKeyContext1() {
        return false;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        @SuppressWarnings("unchecked") // as the factory applied it
        var key = (KeySelector<I, String>) getStateKeySelector1();
        var keptLine = new KeptLine<>(context, getKeyedStateBackend(), key, type);
        restored = new ArrayList<>(EarlierLine.take(
                context.getOperatorStateStore(),
                type.createSerializer(getExecutionConfig().getSerializerConfig()),
                key,
                getRuntimeContext().getTaskInfo()));
        restored.addAll(keptLine.take());
        kept = keptLine;
    }

    @Override
    public void open() throws Exception {
        super.open();
        if (recorded == null) {
            tick();
        }
        for (I input : restored) {
            lineUp(input, atOnce(input));
        }
        restored = List.of();
        mailbox.execute(this::advance, "What was answered at once");
    }

    @Override
    public void processElement(StreamRecord<I> element) throws Exception {
        while (line.size() >= CAPACITY) {
            makeRoom();
        }
        I input = element.getValue();
        O known = atOnce(input);
        if (known != null && line.isEmpty()) {
            handOn(input, known);
            return;
        }
        lineUp(input, known);
        advance();
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        if (mark.getTimestamp() == Long.MAX_VALUE) {
            // the end of time is no time that passes: the last mark before it has to be told by itself
            awaitAll();
        }
        if (line.isEmpty()) {
            super.processWatermark(mark);
        } else {
            line.getLast().follow(mark);
        }
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        if (kept != null) {
            kept.write(line);
        }
    }

    @Override
    public void endInput() throws Exception {
        awaitAll();
    }

    private void awaitAll() throws Exception {
        while (!line.isEmpty()) {
            mailbox.yield();
        }
    }

    @Override
    public void close() throws Exception {
        if (recorded != null) {
            recorded.close();
        }
        asker.close();
        super.close();
    }

    private @Nullable O atOnce(I input) {
        return recorded == null ? asker.atOnce(input) : recorded.answer(input);
    }

    private void lineUp(I input, @Nullable O known) {
        var asked = new Asked<I, Q, O>(input);
        line.add(asked);
        if (known == null) {
            asker.ask(asked);
        } else {
            asked.answer(known);
        }
    }

    private void makeRoom() throws Exception {
        if (asking.waits()) {
            mailbox.yield();
        } else {
            asker.letGo(line.getFirst().endpoint(), line);
            advance();
        }
    }

    /** What stands at the head of the line holds up all behind it: nobody in it has waited longer. */
    private void tick() throws Exception {
        asker.tick(getProcessingTimeService().getCurrentProcessingTime());
        for (var head = line.peek(); head != null; head = line.peek()) {
            asker.endIfLate(head);
            if (!head.isAnswered()) {
                break;
            }
            advance();
        }
        var unused = getProcessingTimeService().registerTimer(asker.now() + asker.tickMillis(), due -> tick());
    }

    private void advance() throws Exception {
        for (var head = line.peek(); head != null && head.isAnswered(); head = line.peek()) {
            line.remove();
            handOn(head.input(), head.answer());
            Watermark mark = head.followedBy();
            if (mark != null) {
                super.processWatermark(mark);
            }
        }
    }

    private void handOn(I input, O answer) {
        output.collect(new StreamRecord<>(answer, questions.arrivedAt(input).toEpochMilli()));
    }
}
