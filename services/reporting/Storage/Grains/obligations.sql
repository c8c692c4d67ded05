-- Of agreements in effect only: nobody owes what was not agreed. A row for each instalment; the last one stands for the item.
select d.subject, a.id || '/' || o.n || '/' || i.n, {dimensions of d}, (i.part ->> 'dueOn')::date,
       i.n = jsonb_array_length(p.parts),
       coalesce((o.obligation ->> 'performed')::boolean, false),
       (i.part ->> 'amount')::numeric,
       least((i.part ->> 'performedAmount')::numeric, (i.part ->> 'amount')::numeric)
  from latest_facts('agreement', wanted, as_of) a
  join unnest(told) t on (t.dispute).subject = a.subject
 cross join lateral (select (t.dispute).*) as d
 cross join lateral jsonb_array_elements(a.data -> 'obligations') with ordinality as o(obligation, n)
 cross join lateral (select case jsonb_typeof(o.obligation -> 'instalments')
                            when 'array' then o.obligation -> 'instalments' else jsonb_build_array(o.obligation) end) as p(parts)
 cross join lateral jsonb_array_elements(p.parts) with ordinality as i(part, n)
 where a.data ->> 'effectiveAt' is not null
