-- Whole hours, half an hour rounded up.
select d.subject, s.n::text, {dimensions of d}, china_day(s.step ->> 'completedAt'),
       d.method || '/' || (s.step ->> 'step'), ((s.step ->> 'minutes')::int + 30) / 60
  from unnest(told) t
 cross join lateral (select (t.dispute).*) as d
 cross join lateral jsonb_array_elements(t.workflow -> 'steps') with ordinality as s(step, n)
