-- A dispute comes back when a round is opened because its agreement broke down, or after it was settled; when the case continues another one;
-- and when people remember incidents before it. Another attempt after a failed one is none.
select d.subject, '', {dimensions of d}, coalesce(r.last_opened_on, d.accepted_on), r.rebounds + r.reopenings + o.incidents + o.continued,
       r.rebounds, r.reopenings, o.incidents, o.case_id, r.days_between
  from unnest(told) t
 cross join lateral (select (t.dispute).*) as d
 cross join lateral (
       select count(*) filter (where x.rebound)::int, count(*) filter (where not x.rebound)::int, max(x.opened_on),
              (array_agg(x.opened_on - x.closed_on order by x.opened_on desc))[1]
         from (select coalesce((n.round ->> 'rebound')::boolean, false) as rebound, china_day(n.round ->> 'openedAt') as opened_on,
                      china_day(p.round ->> 'closedAt') as closed_on
                 from jsonb_array_elements(t.workflow -> 'rounds') as p(round)
                 join jsonb_array_elements(t.workflow -> 'rounds') as n(round) on (n.round ->> 'round')::int = (p.round ->> 'round')::int + 1
                where p.round ->> 'outcome' in ('A', 'W') or (n.round ->> 'rebound')::boolean) x
       ) as r(rebounds, reopenings, last_opened_on, days_between)
 cross join lateral (
       select coalesce((t.workflow ->> 'earlierIncidents')::int, 0), count(*)::int, max(l.link ->> 'caseId')::uuid
         from jsonb_array_elements(t.workflow -> 'links') as l(link)
        where l.link ->> 'kind' = 'continues') as o(incidents, continued, case_id)
 where t.workflow ?| array['rounds', 'earlierIncidents', 'links'] and r.rebounds + r.reopenings + o.incidents + o.continued > 0
