-- Who took part in which dispute on which day: the case's committee and mediator, and those named of its sessions.
select distinct d.subject, p.kind || '/' || p.id || '/' || p.day, {dimensions of d}, p.day, p.kind, p.id
  from unnest(base) d
 cross join lateral (
       select d.accepted_on, 'unit', d.committee where d.committee is not null and d.accepted_on is not null
       union all
       select china_day(c.data ->> 'acceptedAt'), 'person', c.data ->> 'mediatorId' from latest_fact('case', d.subject, as_of) c
       union all
       select china_day(s.data ->> 'startsAt'), m.kind, i.id
         from latest_facts('session', array[d.subject], as_of) s
        cross join (values ('person', 'personIds'), ('unit', 'unitIds'), ('team', 'teamIds')) as m(kind, member)
        cross join lateral jsonb_array_elements_text(s.data -> m.member) as i(id)
        where s.data ->> 'endedAt' is not null) as p(day, kind, id)
 where p.id is not null
