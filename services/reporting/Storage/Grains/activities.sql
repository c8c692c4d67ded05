select a.subject, '', a.data ->> 'areaCode', {no dimensions}, (a.data ->> 'day')::date, a.data ->> 'kind', a.data ->> 'teamId',
       (a.data ->> 'persons')::int, (a.data ->> 'minutes')::int
  from latest_facts('activity', wanted, as_of) a
 where not (a.data ->> 'withdrawn')::boolean
