-- Whole hours, half an hour rounded up.
select d.subject, s.n::text, {dimensions of d}, china_day(s.step ->> 'completedAt'),
       d.method || '/' || (s.step ->> 'step'), ((s.step ->> 'minutes')::int + 30) / 60
  from unnest(base) d
  join lateral latest_fact('case', d.subject, as_of) c on true
 cross join lateral jsonb_array_elements(c.data -> 'steps') with ordinality as s(step, n)
