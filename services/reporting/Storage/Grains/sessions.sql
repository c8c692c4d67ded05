select d.subject, s.id::text, {dimensions of d},
       china_day(s.data ->> 'startsAt'), (s.data ->> 'requiredRoles')::int, (s.data ->> 'requiredRolesPresent')::int
  from latest_facts('session', wanted, as_of) s
  join unnest(told) t on (t.dispute).subject = s.subject
 cross join lateral (select (t.dispute).*) as d
 where s.data ->> 'endedAt' is not null
