select d.subject, f.id || '/' || v.n, {dimensions of d}, (v.visit ->> 'dueOn')::date, china_day(v.visit ->> 'visitedAt'),
       (v.visit ->> 'partiesDue')::int, (v.visit ->> 'partiesReached')::int, (v.visit ->> 'answers')::int, (v.visit ->> 'satisfied')::int
  from latest_facts('followUp', wanted, as_of) f
  join unnest(told) t on (t.dispute).subject = f.subject
 cross join lateral (select (t.dispute).*) as d
 cross join lateral jsonb_array_elements(f.data -> 'visits') with ordinality as v(visit, n)
