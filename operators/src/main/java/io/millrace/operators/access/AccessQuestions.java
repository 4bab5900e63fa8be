package io.millrace.operators.access;

import io.millrace.domain.AccessSighting;
import io.millrace.domain.RemoteAnswer;
import io.millrace.domain.record.Copies;
import io.millrace.models.access.Access;
import io.millrace.models.sagemaker.AccessWire;
import io.millrace.models.sagemaker.EndpointWire;
import io.millrace.operators.remote.Questions;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** IP Insights: entity and address, asked about networks that are new to their entity; all others pass in their order. */
public final class AccessQuestions implements Questions<AccessSighting, Access, Double, AccessSighting> {
    private static final long serialVersionUID = 1L;

    private static final AccessWire WIRE = AccessWire.csv();

    private final RemoteAccess settings;

    public AccessQuestions(RemoteAccess settings) {
        this.settings = settings;
    }

    @Override
    public String kind() {
        return "access";
    }

    @Override
    public @Nullable AccessSighting unasked(AccessSighting sighting) {
        return isAsked(sighting) ? null : sighting;
    }

    private boolean isAsked(AccessSighting sighting) {
        return settings.isWanted()
                && sighting.getSurprise() > 0
                && Access.of(sighting.getEntity(), sighting.getAddress()).isPresent();
    }

    @Override
    public String endpoint(AccessSighting sighting) {
        return settings.endpoint();
    }

    @Override
    public String position(AccessSighting sighting) {
        return sighting.getEventId() + " " + sighting.getEntity() + " from " + sighting.getAddress();
    }

    @Override
    public Instant arrivedAt(AccessSighting sighting) {
        return sighting.getArrivedAt();
    }

    @Override
    public Access question(AccessSighting sighting) {
        return Access.of(sighting.getEntity(), sighting.getAddress())
                .orElseThrow(() -> new IllegalArgumentException(
                        "The address of a sighting is " + sighting.getAddress() + "; it must be IPv4"));
    }

    @Override
    public EndpointWire<Access, Double> wire() {
        return WIRE;
    }

    @Override
    public AccessSighting answered(AccessSighting sighting, Double product, String variant) {
        var answered = Copies.shallow(sighting, new AccessSighting());
        answered.setProduct(product);
        answered.setVariant(variant);
        return answered;
    }

    @Override
    public AccessSighting unanswered(AccessSighting sighting, String why) {
        var unanswered = Copies.shallow(sighting, new AccessSighting());
        unanswered.setFailure(why);
        return unanswered;
    }

    @Override
    public @Nullable RemoteAnswer row(AccessSighting answer) {
        return isAsked(answer) ? row(answer, answer.getProduct(), answer.getVariant(), answer.getFailure()) : null;
    }
}
