-- What became of noise, in the words of managed services: deduplicated (folded into something known), deflected (discharged or
-- suppressed by policy), remediated (ended by a command), passed by itself, and what was left for people. One row for each measure.
select 10 as place, 'events' as measure, count(*) as number
from decisions
where final and action not in ('tick', 'control')
union all
select 20, 'deduplicated', count(*)
from decisions
where final and action = 'folded'
union all
select 30, 'deflected', count(*)
from decisions
where final and action in ('discharged', 'suppressed')
union all
select 40, 'pursued', count(*)
from decisions
where final and action = 'accepted'
union all
select 50, 'threads closed', count(*)
from incident_reports
where ending <> 'MERGED'
union all
select 60, 'remediated', count(*)
from incident_reports
where ending <> 'MERGED' and effort = 'REMEDIATED'
union all
select 70, 'over by themselves', count(*)
from incident_reports
where ending <> 'MERGED' and effort = 'ALONE'
union all
select 80, 'left to people', count(*)
from incident_reports
where ending <> 'MERGED' and effort = 'MANUAL'
union all
select 90, 'pages', count(*)
from pages
where decision = 'paged'
