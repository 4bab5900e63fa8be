package io.millrace.operators.eventbridge;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.domain.ThreadLink;

/** Two threads of different scopes, and what both have to do with. */
final class LinkDetail {
    private LinkDetail() {}

    static void write(ThreadLink link, ObjectNode detail) {
        detail.put("threadId", link.getChildId());
        detail.put("scope", link.getChildScope());
        detail.put("title", link.getChildTitle());
        detail.put("service", link.getChildService());
        detail.put("owner", link.getChildOwner());
        detail.put("parentId", link.getParentId());
        detail.put("parentScope", link.getParentScope());
        detail.put("parentTitle", link.getParentTitle());
        detail.put("parentService", link.getParentService());
        detail.put("parentOwner", link.getParentOwner());
        detail.put("reason", link.getReason());
        detail.put("weight", link.getWeight());
        detail.put("key", link.getKey());
        detail.put("time", link.getArrivedAt().toString());
    }
}
