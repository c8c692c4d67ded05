select d.subject, s.id::text, {dimensions of d},
       china_day(s.data ->> 'startsAt'), (s.data ->> 'requiredRoles')::int, (s.data ->> 'requiredRolesPresent')::int
  from latest_facts('session', wanted, as_of) s
  join unnest(base) d on d.subject = s.subject
 where s.data ->> 'endedAt' is not null
