-- One line for each tenant of a provider of managed services: threads, those that are not over, grave ones and pages. Services
-- without a tenant are the provider's own.
select newest.tenant, count(*) as threads,
  count(*) filter (where newest.status not in ('resolved', 'closed')) as open_threads,
  count(*) filter (where newest.priority <= 2) as grave,
  cast(coalesce(sum(paged.pages), 0) as bigint) as pages
from (
  select thread_id, tenant, status, priority,
    row_number() over (partition by thread_id order by version desc, arrived_at desc) as place
  from threads
) as newest
left join (
  select thread_id, count(*) as pages
  from pages
  where decision = 'paged'
  group by thread_id
) as paged on paged.thread_id = newest.thread_id
where newest.place = 1
group by newest.tenant
