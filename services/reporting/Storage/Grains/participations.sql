-- Who took part in which dispute on which day: the case's committee and mediator, and those named of its sessions.
select distinct d.subject, p.kind || '/' || p.id || '/' || p.day, {dimensions of d}, p.day, p.kind, p.id
  from (select t.dispute, o.day, o.kind, o.id
          from unnest(told) t
         cross join lateral (values
               ((t.dispute).accepted_on, 'unit', case when (t.dispute).accepted_on is not null then (t.dispute).committee end),
               (china_day(t.workflow ->> 'acceptedAt'), 'person', t.workflow ->> 'mediatorId')) as o(day, kind, id)
        union all
        select t.dispute, china_day(s.data ->> 'startsAt'), m.kind, i.id
          from latest_facts('session', wanted, as_of) s
          join unnest(told) t on (t.dispute).subject = s.subject
         cross join (values ('person', 'personIds'), ('unit', 'unitIds'), ('team', 'teamIds')) as m(kind, member)
         cross join lateral jsonb_array_elements_text(s.data -> m.member) as i(id)
         where s.data ->> 'endedAt' is not null) as p
 cross join lateral (select (p.dispute).*) as d
 where p.id is not null
