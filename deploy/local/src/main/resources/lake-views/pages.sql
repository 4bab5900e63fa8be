-- A thread pages when it first is P1 to P3, and again when it reopens as such.
select thread_id, version, change, priority, service, owner, title, arrived_at
from (
  select *, row_number() over (partition by thread_id order by version, arrived_at) as place
  from threads
  where priority <= 3
) as grave
where place = 1 or change = 'REOPENED'
