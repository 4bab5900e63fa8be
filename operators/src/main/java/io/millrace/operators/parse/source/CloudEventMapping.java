package io.millrace.operators.parse.source;

import java.util.List;

/**
 * CloudEvents 1.0, structured JSON: on-premises and third-party events. An id is unique within its source only;
 * the subject is the affected resource; severity and account may be extensions or data.
 */
public final class CloudEventMapping implements SourceMapping {
    @Override
    public List<EventDraft> map(Envelope envelope) {
        var subject = envelope.root().at("subject").string();
        var id = envelope.source() + "#" + envelope.id();
        var stated = new Stated(envelope);
        var draft = GenericMapping.draft(envelope)
                .eventId(id)
                .deliveryId("cloudevents:" + id)
                .identity(envelope.source()
                        + "|"
                        + envelope.detailType()
                        + "|"
                        + (subject.isEmpty() ? envelope.id() : subject))
                .title(envelope.detailType()
                        + (subject.isEmpty() ? "" : " " + subject)
                        + (stated.summary().isEmpty() ? "" : ": " + stated.summary()))
                .attribute("subject", subject)
                .resource(subject);
        if (envelope.root().at("data_base64").isString()) {
            draft.attribute("dataBase64", "true");
        }
        if (envelope.source().startsWith("aws.")) {
            // AWS sends none: whoever wrote it is somebody else
            draft.always("untrusted", "true");
        }
        CustomEventMapping.report(draft, stated);
        return List.of(draft);
    }
}
