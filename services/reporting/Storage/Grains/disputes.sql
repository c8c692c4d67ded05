-- One row per dispute. Intake is the master of what the dispute is, the workflow of how it went.
select w.id,
       '',
       coalesce(d.data ->> 'areaCode', c.data ->> 'areaCode'),
       coalesce(d.data ->> 'typeCode', c.data ->> 'typeCode'),
       coalesce(d.data ->> 'source', c.data ->> 'source'),
       c.data ->> 'method',
       coalesce(c.data ->> 'committeeId', d.data ->> 'committeeId'),
       c.data ->> 'colour',
       c.data ->> 'outcome',
       c.data ->> 'caseNumber',
       (c.data ->> 'round')::int,
       (c.data ->> 'jointSessionsHeld')::int,
       d.data ->> 'duplicateOf' is not null,
       c.data ->> 'closedAt' is null and d.data ->> 'status' is distinct from 'ended',
       coalesce((d.data ->> 'crossArea')::boolean, false),
       (select count(distinct a.code) > 1
          from latest_facts('session', array[w.id], as_of) s cross join lateral jsonb_array_elements_text(s.data -> 'areaCodes') as a(code)
         where s.data ->> 'endedAt' is not null),
       c.data ->> 'closedAt' is not null
           and coalesce((c.data ->> 'transferredBeforeSession')::boolean, c.data ->> 'outcome' = 'R' and (c.data ->> 'sessionsHeld')::int = 0, false),
       coalesce(c.data ->> 'firstCommitteeId', d.data ->> 'committeeId', c.data ->> 'committeeId') = c.data ->> 'committeeId',
       china_day(c.data ->> 'closedAt') <= (c.data ->> 'dueOn')::date,
       r.rebounded,
       greatest(0, china_day(c.data ->> 'closedAt') - china_day(coalesce(d.data ->> 'acceptedAt', c.data ->> 'acceptedAt'))
           - coalesce((c.data ->> 'pauseDays')::int, 0)),
       coalesce((c.data ->> 'households')::int, (d.data ->> 'households')::int),
       coalesce((c.data ->> 'persons')::int, (d.data ->> 'persons')::int),
       coalesce((c.data ->> 'amount')::numeric, (d.data ->> 'amount')::numeric),
       d.data ->> 'divertedTo',
       china_day(d.data ->> 'registeredAt'),
       china_day(coalesce(d.data ->> 'acceptedAt', c.data ->> 'acceptedAt')),
       china_day(c.data ->> 'closedAt'),
       coalesce(r.agreed_on, case when c.data ->> 'outcome' = 'A' then china_day(c.data ->> 'closedAt') end),
       china_day(c.data ->> 'firstJointSessionAt'),
       china_day(c.data ->> 'criminalAt'),
       china_day(d.data ->> 'divertedAt'),
       (c.data ->> 'parties')::int,
       (c.data ->> 'difficult')::boolean,
       (c.data ->> 'violence')::boolean
  from unnest(wanted) as w(id)
  left join lateral latest_fact('dispute', w.id, as_of) d on true
  left join lateral latest_fact('case', w.id, as_of) c on true
  -- The first round that ended with an agreement, and whether the next was opened since it broke down within 90 days.
  left join lateral (select china_day(a.round ->> 'closedAt') as agreed_on,
                            coalesce((n.round ->> 'rebound')::boolean
                                and (n.round ->> 'openedAt')::timestamptz <= (a.round ->> 'closedAt')::timestamptz + interval '90 days', false) as rebounded
                       from jsonb_array_elements(c.data -> 'rounds') as a(round)
                       left join lateral jsonb_array_elements(c.data -> 'rounds') as n(round)
                         on (n.round ->> 'round')::int = (a.round ->> 'round')::int + 1
                      where a.round ->> 'outcome' = 'A' and a.round ->> 'closedAt' is not null
                      order by (a.round ->> 'round')::int limit 1) r on true
 where d.data is not null or c.data is not null
