-- Of agreements in effect only: nobody owes what was not agreed.
select d.subject, a.id || '/' || o.n, {dimensions of d}, (o.obligation ->> 'dueOn')::date,
       coalesce((o.obligation ->> 'performed')::boolean, false),
       (o.obligation ->> 'amount')::numeric,
       least((o.obligation ->> 'performedAmount')::numeric, (o.obligation ->> 'amount')::numeric)
  from latest_facts('agreement', wanted, as_of) a
  join unnest(base) d on d.subject = a.subject
 cross join lateral jsonb_array_elements(a.data -> 'obligations') with ordinality as o(obligation, n)
 where a.data ->> 'effectiveAt' is not null
