select d.subject, s.id || '/' || g.n, {dimensions of d}, china_day(s.data ->> 'startsAt'), g.segment ->> 'mode', (g.segment ->> 'minutes')::int
  from latest_facts('session', wanted, as_of) s
  join unnest(base) d on d.subject = s.subject
 cross join lateral jsonb_array_elements(s.data -> 'segments') with ordinality as g(segment, n)
 where s.data ->> 'endedAt' is not null
