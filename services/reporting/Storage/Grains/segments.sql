select d.subject, s.id || '/' || g.n, {dimensions of d}, china_day(s.data ->> 'startsAt'), g.segment ->> 'mode', (g.segment ->> 'minutes')::int
  from latest_facts('session', wanted, as_of) s
  join unnest(told) t on (t.dispute).subject = s.subject
 cross join lateral (select (t.dispute).*) as d
 cross join lateral jsonb_array_elements(s.data -> 'segments') with ordinality as g(segment, n)
 where s.data ->> 'endedAt' is not null
