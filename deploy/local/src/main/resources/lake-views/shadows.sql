-- Runbooks in shadow, the one that is readiest to go live first: how often each would have helped, by what people did or whether it
-- healed alone. Of those that say something (helped, not helped, another remedy), the share that helped.
with graded as (
  select c.runbook, c.runbook_version, c.step, o.outcome, o.thread_id
  from outcomes o
  join (
    select distinct command_id, runbook, runbook_version, step
    from commands
    where mode = 'shadow'
  ) c on c.command_id = o.command_id
  where o.outcome in ('WOULD_HAVE_HELPED', 'WOULD_NOT_HAVE_HELPED', 'PERSON_DID_OTHER', 'HEALED_ALONE', 'UNKNOWN')
),
counted as (
  select runbook, runbook_version, step, count(*) as shown, count(distinct thread_id) as threads,
    count(*) filter (where outcome = 'WOULD_HAVE_HELPED') as would_have_helped,
    count(*) filter (where outcome = 'WOULD_NOT_HAVE_HELPED') as would_not_have_helped,
    count(*) filter (where outcome = 'PERSON_DID_OTHER') as person_did_other,
    count(*) filter (where outcome = 'HEALED_ALONE') as healed_alone,
    count(*) filter (where outcome = 'UNKNOWN') as "unknown"
  from graded
  group by runbook, runbook_version, step
)
select runbook, runbook_version, step, shown, threads, would_have_helped, would_not_have_helped, person_did_other, healed_alone,
  "unknown",
  case
    when would_have_helped + would_not_have_helped + person_did_other = 0 then null
    else round(
      cast(would_have_helped as double) / (would_have_helped + would_not_have_helped + person_did_other), 2)
  end as helped_share
from counted
