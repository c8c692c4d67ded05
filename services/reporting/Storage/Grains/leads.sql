select l.subject, l.id::text, l.data ->> 'areaCode', coalesce(l.data ->> 'typeCode', d.type), l.data ->> 'source', d.method, d.committee, d.colour, d.outcome,
       china_day(l.data ->> 'leadAt'),
       l.data ->> 'status' = 'settled' or (l.data ->> 'status' = 'dispute' and d.accepted_on is not null),
       l.data ->> 'status' = 'open' or (l.data ->> 'status' = 'dispute' and d.accepted_on is null and coalesce(d.open, true))
  from latest_facts('lead', wanted, as_of) l
  left join unnest(base) d on d.subject = l.subject
