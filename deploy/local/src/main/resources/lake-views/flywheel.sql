-- Manual work without a runbook that did it, of one kind (scope, service, what it looked like), worst first by toil: how often, times
-- the minutes until it was over, and what it cost people. What was never seen to be over counts a day. One row for each kind.
with work as (
  select signature, scope, service, owner, title, manual_because, pages, escalations, acts, problem_id, closed_at, thread_id,
    coalesce(seconds_to_resolve, 86400) / 60.0 as minutes,
    row_number() over (partition by signature order by closed_at desc, thread_id) as place
  from incident_reports
  where effort = 'MANUAL' and ending in ('RESOLVED', 'STALE')
)
select signature,
  max(case when place = 1 then title end) as title,
  max(case when place = 1 then service end) as service,
  max(case when place = 1 then owner end) as owner,
  max(case when place = 1 then manual_because end) as manual_because,
  count(*) as times,
  round(sum(minutes), 1) as toil_minutes,
  cast(sum(pages) as bigint) as pages,
  cast(sum(escalations) as bigint) as escalations,
  cast(sum(acts) as bigint) as acts,
  max(problem_id) as problem_id,
  max(closed_at) as last_at,
  row_number() over (
    order by sum(minutes) desc, sum(pages) + sum(escalations) desc, count(*) desc, signature) as place
from work
group by signature
