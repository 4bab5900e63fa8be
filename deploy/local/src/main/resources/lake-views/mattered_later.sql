-- What policy discharged or suppressed, and whose identity, else one of whose resources, became part of the trouble of a
-- thread that was ever P1 or P2, within the half hour after it happened. One row for each such decision: the first trouble.
with grave as (
  select thread_id, min(priority) as priority
  from threads
  group by thread_id
  having min(priority) <= 2
),
trouble as (
  select g.thread_id, g.priority, m.identity, m.event_time, e.resources
  from thread_events m
  join grave g on g.thread_id = m.thread_id
  join events e on e.record_id = m.record_id and e.event_id = m.event_id
  where m.status <> 'resolved' and m.kind not in ('change', 'recovery', 'outcome', 'decision', 'question')
),
part as (
  select thread_id, priority, 'identity' as matched, identity as what, min(event_time) as since
  from trouble
  group by thread_id, priority, identity
  union all
  select thread_id, priority, 'resource' as matched, resource as what, min(event_time) as since
  from trouble
  cross join unnest(resources) as r (resource)
  group by thread_id, priority, resource
),
hidden as (
  select d.decision_id, d.stage, d.rule, d.action, d.event_id, d.record_id, d.identity, d.title, d.service, d.event_time,
    e.resources
  from decisions d
  join events e on e.record_id = d.record_id and e.event_id = d.event_id
  where d.final and d.action in ('discharged', 'suppressed') and e.status <> 'resolved'
),
spoke as (
  select decision_id, event_time, 'identity' as matched, identity as what
  from hidden
  union all
  select decision_id, event_time, 'resource' as matched, resource as what
  from hidden
  cross join unnest(resources) as r (resource)
),
met as (
  select s.decision_id, p.thread_id, p.priority, p.matched, p.what, p.since,
    row_number() over (partition by s.decision_id order by p.matched, p.since, p.thread_id, p.what) as place
  from spoke s
  join part p on p.matched = s.matched and p.what = s.what
  where p.since >= s.event_time and p.since <= s.event_time + interval '30' minute
)
select h.stage, h.rule, h.action, h.title, h.service, h.event_time, met.since as mattered_at, met.matched, met.what,
  met.thread_id, met.priority, h.identity, h.event_id, h.record_id, h.decision_id
from met
join hidden h on h.decision_id = met.decision_id
where met.place = 1
