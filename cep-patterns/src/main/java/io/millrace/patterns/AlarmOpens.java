package io.millrace.patterns;

import io.millrace.domain.EventStatus;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.Signal;
import org.apache.flink.cep.pattern.conditions.SimpleCondition;

/** A CloudWatch alarm (metric or composite) goes into ALARM. */
final class AlarmOpens extends SimpleCondition<Signal> {
    private static final long serialVersionUID = 1L;

    @Override
    public boolean filter(Signal signal) {
        return isOpeningAlarm(signal.getEvent());
    }

    static boolean isOpeningAlarm(OpsEvent event) {
        return event.getSource().equals("aws.cloudwatch") && event.getStatus() == EventStatus.OPEN;
    }
}
