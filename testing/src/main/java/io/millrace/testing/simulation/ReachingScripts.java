package io.millrace.testing.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.testing.simulation.Disturbance.Course;
import io.millrace.testing.simulation.Resource.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Stories that go from one thing to another: from a change to its symptom, from a need to who needs it, across scopes. */
final class ReachingScripts {
    private static final String TUNNEL = "tunnel/branch-117";

    private final Estate estate;
    private final IncidentScripts scripts;
    private final EventIds ids;

    ReachingScripts(Estate estate, IncidentScripts scripts) {
        this.estate = estate;
        this.scripts = scripts;
        this.ids = scripts.ids();
    }

    /** Somebody changes a load balancer; four minutes later it answers slowly and with errors. CloudTrail tells after that. */
    Incident change(Resource balancer, Instant start) {
        var id = ids.uuid();
        var call = ids.uuid();
        long delay = 300 + Math.floorMod(Noise.hash(start.toEpochMilli(), 5), 600L);
        return failing(balancer, start, "Errors after a change")
                .tells(new Planned(
                        id,
                        start.plusSeconds(delay),
                        () -> ChangeEvents.call(
                                id, call, "elasticloadbalancing", "ModifyLoadBalancerAttributes", balancer, start)));
    }

    /** A release; four minutes later the service answers slowly and with errors. The pipeline tells at once. */
    Incident deployment(Resource balancer, Instant start) {
        var id = ids.uuid();
        var change = "REL-" + ids.hex(6);
        return failing(balancer, start, "Errors after a release")
                .tells(new Planned(
                        id, scripts.soon(start, 2), () -> ChangeEvents.deployment(id, change, balancer, start)));
    }

    private Incident failing(Resource balancer, Instant start, String title) {
        var end = start.plus(Duration.ofMinutes(34));
        return trouble(
                scripts.incident(IncidentKind.CHANGE_THEN_SYMPTOM, title, balancer, 2, true, start, end),
                balancer,
                4,
                start,
                end);
    }

    /** Slow answers from a minute after the start on, errors two minutes after that. */
    private Incident trouble(Incident incident, Resource balancer, int minutes, Instant start, Instant end) {
        long from = IncidentScripts.minute(start) + minutes;
        long until = IncidentScripts.minute(end);
        var latency = estate.series(balancer, "TargetResponseTime");
        var errors = estate.series(balancer, "HTTPCode_Target_5XX_Count");
        return incident.disturbs(new Disturbance(latency, Course.PLATEAU, 0.9, from, until, 1, 2))
                .disturbs(new Disturbance(errors, Course.PLATEAU, 140, from + 2, until, 1, 1));
    }

    /** A database runs out of connections, then its service fails, then who needs that: a load balancer or a function. */
    Incident cascade(List<Resource> along, Instant start) {
        var end = start.plus(Duration.ofMinutes(40));
        long until = IncidentScripts.minute(end);
        var database = along.get(0);
        var last = along.get(2);
        var connections = estate.series(database, "DatabaseConnections");
        var incident = scripts.incident(IncidentKind.CASCADE, "Connections run out", along, 1, true, start, end)
                .disturbs(
                        new Disturbance(connections, Course.PLATEAU, 620, IncidentScripts.minute(start), until, 1, 1));
        trouble(incident, along.get(1), 2, start, end);
        if (last.type() == Type.LOAD_BALANCER) {
            return trouble(incident, last, 4, start, end);
        }
        var errors = estate.series(last, "Errors");
        return incident.disturbs(
                new Disturbance(errors, Course.PLATEAU, 60, IncidentScripts.minute(start) + 5, until, 1, 1));
    }

    /** A service answers slowly, and three minutes later the one of another scope that needs it. */
    Incident slowNeed(Resource needed, Resource needing, Instant start) {
        var end = start.plus(Duration.ofMinutes(35));
        var incident = scripts.incident(
                IncidentKind.CASCADE, "Slow answers spread", List.of(needed, needing), 1, true, start, end);
        trouble(incident, needed, 0, start, end);
        return trouble(incident, needing, 3, start, end);
    }

    /** AWS has a public issue; instances of two services are affected, and their CPU shows it. */
    Incident healthIssue(List<Resource> affected, Instant start) {
        var incident = scripts.healthIssue(affected, start);
        var until = start.plus(Duration.ofMinutes(30));
        for (var instance : affected) {
            var cpu = estate.series(instance, "CPUUtilization");
            incident.disturbs(new Disturbance(
                    cpu, Course.PLATEAU, 96, IncidentScripts.minute(start) + 3, IncidentScripts.minute(until), 2, 3));
        }
        return incident;
    }

    /** New firmware on a VPN gateway; the tunnel flaps, then is down, and users of another service cannot work. */
    Incident vpn(List<Resource> tunnels, Instant start) {
        var end = start.plus(Duration.ofMinutes(40));
        var office = estate.resources("billing", Type.INSTANCE).get(0);
        var incident = scripts.incident(IncidentKind.VPN_CHANGE, "New firmware", tunnels, 2, true, start, end)
                .reaches(estate.service(office.service()));
        var note = ids.hex(12);
        incident.tells(network(
                note,
                "config.changed",
                "info",
                start,
                Json.object().put("message", "Firmware 9.5.0 applied").put("changeId", "CHG00" + ids.hex(5))));
        tunnel(incident, "tunnel.flap", "warning", start.plusSeconds(250), true);
        tunnel(incident, "tunnel.down", "critical", start.plusSeconds(580), true);
        users(incident, office, start.plusSeconds(700), true);
        tunnel(incident, "tunnel.flap", "warning", end, false);
        tunnel(incident, "tunnel.down", "critical", end.plusSeconds(2), false);
        users(incident, office, end.plusSeconds(60), false);
        return incident;
    }

    private void tunnel(Incident incident, String type, String severity, Instant at, boolean open) {
        incident.sends(network(
                ids.hex(12),
                type,
                severity,
                at,
                Json.object()
                        .put("message", open ? "Tunnel in trouble" : "Tunnel up")
                        .put("status", open ? "open" : "resolved")));
    }

    private void users(Incident incident, Resource office, Instant at, boolean open) {
        var id = ids.uuid();
        incident.sends(new Planned(id, scripts.soon(at, 2), () -> ChangeEvents.disconnected(id, office, at, open)));
    }

    private Planned network(String id, String type, String severity, Instant at, ObjectNode data) {
        return new Planned(
                NetworkEvents.eventId(id),
                scripts.soon(at, 2),
                () -> NetworkEvents.event(id, type, TUNNEL, severity, at, data));
    }
}
