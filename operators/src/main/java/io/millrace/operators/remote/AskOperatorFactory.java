package io.millrace.operators.remote;

import io.millrace.models.remote.RemoteModelProvider;
import io.millrace.operators.stage.Records;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.operators.YieldingOperatorFactory;

/**
 * A stage that asks remote models in batches and answers in the order of the questions. Every record is handed on at
 * the latest at the deadline, with an answer or with why there is none; a failure never fails the job. Where a model cannot
 * take what there is to ask, the stage lets go of its questions before they hold up the stream.
 */
public final class AskOperatorFactory<I extends SpecificRecordBase, Q, A, O extends SpecificRecordBase>
        extends AbstractStreamOperatorFactory<O>
        implements OneInputStreamOperatorFactory<I, O>, YieldingOperatorFactory<O> {
    private static final long serialVersionUID = 1L;

    private final Questions<I, Q, A, O> questions;
    private final RemoteCalls calls;
    private final Asking asking;
    private final RemoteModelProvider<Q, A> provider;
    private final Class<I> input;

    public AskOperatorFactory(
            Questions<I, Q, A, O> questions,
            RemoteCalls calls,
            Asking asking,
            RemoteModelProvider<Q, A> provider,
            Class<I> input) {
        this.questions = questions;
        this.calls = calls;
        this.asking = asking;
        this.provider = provider;
        this.input = input;
        setChainingStrategy(ChainingStrategy.ALWAYS);
    }

    /**
     * The stage, in the task of whoever asks: there is no exchange before it.
     *
     * @param inputs partitioned by {@code key} already
     */
    public SingleOutputStreamOperator<O> apply(
            String name, DataStream<I> inputs, KeySelector<I, String> key, Class<O> output) {
        return DataStreamUtils.reinterpretAsKeyedStream(inputs, key, Types.STRING)
                .transform(name, Records.type(output), this);
    }

    @Override
    @SuppressWarnings("unchecked") // Flink's signature promises more than there is
    public <T extends StreamOperator<O>> T createStreamOperator(StreamOperatorParameters<O> parameters) {
        var operator = new AskOperator<I, Q, A, O>(this, Records.type(input), parameters.getMailboxExecutor());
        operator.setProcessingTimeService(parameters.getProcessingTimeService());
        operator.setup(parameters.getContainingTask(), parameters.getStreamConfig(), parameters.getOutput());
        return (T) operator;
    }

    @Override
    @SuppressWarnings("rawtypes") // as Flink declares it
    public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader loader) {
        return AskOperator.class;
    }

    Questions<I, Q, A, O> questions() {
        return questions;
    }

    RemoteCalls calls() {
        return calls;
    }

    Asking asking() {
        return asking;
    }

    RemoteModelProvider<Q, A> provider() {
        return provider;
    }
}
