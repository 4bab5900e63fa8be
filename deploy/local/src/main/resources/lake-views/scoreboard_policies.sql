-- What each rule did: decisions and how many things they were about, threads that its events opened, how often these
-- paged, and how many of its events were hidden but mattered later.
with decided as (
  select stage, rule, action, count(*) as decisions, count(distinct identity) as identities
  from decisions
  where final and action not in ('tick', 'control')
  group by stage, rule, action
),
opened as (
  select d.stage, d.rule, d.action, m.thread_id
  from thread_events m
  join decisions d on d.record_id = m.record_id and d.event_id = m.event_id and d.final
  where m.reason = 'opened'
  group by d.stage, d.rule, d.action, m.thread_id
),
paged as (
  select thread_id, count(*) as pages
  from pages
  where decision = 'paged'
  group by thread_id
),
threads_of as (
  select o.stage, o.rule, o.action, count(*) as threads, coalesce(sum(p.pages), 0) as pages
  from opened o
  left join paged p on p.thread_id = o.thread_id
  group by o.stage, o.rule, o.action
),
mattered as (
  select stage, rule, action, count(*) as mattered_later,
    count(*) filter (where matched = 'identity') as by_identity
  from mattered_later
  group by stage, rule, action
)
select decided.stage, decided.rule, decided.action, decided.decisions, decided.identities,
  coalesce(threads_of.threads, 0) as threads,
  cast(coalesce(threads_of.pages, 0) as bigint) as pages,
  coalesce(mattered.mattered_later, 0) as mattered_later,
  coalesce(mattered.by_identity, 0) as by_identity
from decided
left join threads_of
  on threads_of.stage = decided.stage and threads_of.rule = decided.rule and threads_of.action = decided.action
left join mattered
  on mattered.stage = decided.stage and mattered.rule = decided.rule and mattered.action = decided.action
