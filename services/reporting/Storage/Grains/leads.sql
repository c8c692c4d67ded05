-- Handled on the day on which it was settled, or its dispute accepted; what lies above the townships counts as the county's.
select l.subject, l.id::text, l.data ->> 'areaCode', coalesce(l.data ->> 'typeCode', d.type), l.data ->> 'source', d.method, d.committee, d.colour, d.outcome,
       china_day(l.data ->> 'leadAt'),
       l.data ->> 'status' = 'settled' or (l.data ->> 'status' = 'dispute' and d.accepted_on is not null),
       l.data ->> 'status' = 'open' or (l.data ->> 'status' = 'dispute' and d.accepted_on is null and coalesce(d.open, true)),
       case l.data ->> 'status' when 'settled' then china_day(coalesce(l.data ->> 'closedAt', l.data ->> 'leadAt')) when 'dispute' then d.accepted_on end,
       case when length(l.data ->> 'areaCode') <= 6 then 'county' when length(l.data ->> 'areaCode') = 9 then 'township' else 'village' end,
       case when d.persons < 5 then '000' when d.persons < 10 then '005' when d.persons < 30 then '010' when d.persons < 50 then '030'
            when d.persons < 100 then '050' when d.persons >= 100 then '100' end,
       coalesce(d.cross_area, false), coalesce(d.violent, false)
  from latest_facts('lead', wanted, as_of) l
  left join unnest(told) t on (t.dispute).subject = l.subject
 cross join lateral (select (t.dispute).*) as d
