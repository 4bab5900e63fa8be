-- How many of what, stage by stage. Records came by the events stream; the others are further events of one record and
-- what stages made of metrics. Points add up over streams. What fold or triage failed on and accepted has a row and a dead letter.
select 10 as place, 'events' as stage, 'received' as outcome,
  (select count(*) from decisions where final and origin = 'stream')
  + (select count(distinct record_id) from dead_letters where stream = 'events' and stage in ('parse', 'fold', 'triage')
      and record_id not in (select record_id from decisions where final))
    as records,
  (select count(*) from decisions where final and origin <> 'stream') as others
union all
select 20, 'events', 'dead letters',
  count(distinct record_id), 0
from dead_letters
where stream = 'events' and stage in ('parse', 'fold', 'triage')
union all
select 30, 'fold', 'folded',
  count(*) filter (where origin = 'stream'), count(*) filter (where origin <> 'stream')
from decisions
where final and action = 'folded'
union all
select 40, 'triage', 'ticks and answers',
  count(*) filter (where origin = 'stream'), count(*) filter (where origin <> 'stream')
from decisions
where final and action in ('tick', 'control')
union all
select 41, 'triage', 'discharged',
  count(*) filter (where origin = 'stream'), count(*) filter (where origin <> 'stream')
from decisions
where final and action = 'discharged'
union all
select 42, 'triage', 'suppressed',
  count(*) filter (where origin = 'stream'), count(*) filter (where origin <> 'stream')
from decisions
where final and action = 'suppressed'
union all
select 43, 'triage', 'accepted',
  count(*) filter (where origin = 'stream'), count(*) filter (where origin <> 'stream')
from decisions
where final and action = 'accepted'
union all
select 44, 'triage', 'hidden but mattered later',
  count(*) filter (where d.origin = 'stream'), count(*) filter (where d.origin <> 'stream')
from mattered_later m
join decisions d on d.decision_id = m.decision_id and d.final
union all
select 50, 'threads', 'members', count(*), 0 from thread_events
union all
select 51, 'threads', 'opened', count(distinct thread_id), 0 from threads
union all
select 52, 'threads', 'explained by another', count(distinct child_id), 0 from thread_links
union all
select 53, 'threads', 'pages', count(*), 0 from pages where decision = 'paged'
union all
select 54, 'threads', 'pages withheld, explained by another', count(*), 0 from pages where decision = 'withheld'
union all
select 60, 'points', outcome, cast(coalesce(sum("count"), 0) as bigint), 0
from scoreboard
group by outcome
