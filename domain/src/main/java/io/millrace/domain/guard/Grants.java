package io.millrace.domain.guard;

import io.millrace.domain.Command;
import io.millrace.domain.Grant;
import io.millrace.domain.GuardState;
import java.util.stream.Stream;

/** Which grants count against a command. */
final class Grants {
    private static final String SHADOW = "shadow";

    private Grants() {}

    /** As {@link #read}, without diagnoses: who only reads does not work on anything. */
    static Stream<Grant> against(GuardState state, Command command, long after) {
        return read(state, command, after).filter(grant -> !grant.getDiagnosis());
    }

    /** Since a moment (epoch milliseconds, itself not). What would only have been done is held against nothing that is. */
    static Stream<Grant> read(GuardState state, Command command, long after) {
        boolean shadow = isShadow(command);
        return state.getGrants().stream()
                .filter(grant -> grant.getGrantedAt() > after)
                .filter(grant -> shadow || !grant.getShadow());
    }

    static boolean isShadow(Command command) {
        return command.getMode().equals(SHADOW);
    }

    static Grant of(Command granted) {
        return Grant.newBuilder()
                .setCommandId(granted.getCommandId())
                .setRunbook(granted.getRunbook())
                .setTarget(granted.getTarget())
                .setService(granted.getService())
                .setAccount(granted.getAccount())
                .setGrantedAt(granted.getArrivedAt().toEpochMilli())
                .setThreadId(granted.getThreadId())
                .setOpeningCondition(granted.getOpeningCondition())
                .setWorkUntil(Work.until(granted))
                .setVerifyWithinSeconds(granted.getVerifyWithinSeconds())
                .setShadow(isShadow(granted))
                .setDiagnosis(granted.getDiagnosis())
                .build();
    }
}
