-- One call records a batch and returns what its disputes count for no more (sign -1) and now (sign 1). Tables are written in one order, rows in key order, so that two instances never wait in a circle.
drop function if exists record_facts;
create function record_facts(
    consumer text, messages uuid[], fact_kinds text[], fact_ids uuid[], fact_revisions bigint[], fact_data jsonb[])
returns table (
    metric text, month date, reason text, numerator boolean, open boolean,
    area text, type text, source text, method text, committee text, outcome text, sign int)
language plpgsql as $$
#variable_conflict use_column
declare
    touched uuid[];
begin
    insert into mt_inbox (consumer, message_id)
    select record_facts.consumer, m.id from unnest(messages) as m(id) order by m.id
        on conflict do nothing;

    select array_agg(distinct f.id) into touched from unnest(fact_kinds, fact_ids) as f(kind, id) where f.kind in ('dispute', 'case');
    -- An empty row holds the place of a dispute that is new, so that it can be locked.
    insert into disputes (id) select t.id from unnest(touched) as t(id) order by t.id on conflict do nothing;
    perform 1 from disputes where id = any(touched) order by id for update;

    insert into facts (kind, id, revision, recorded_at, data)
    select f.kind, f.id, f.revision, clock_timestamp(), f.data
      from unnest(fact_kinds, fact_ids, fact_revisions, fact_data) as f(kind, id, revision, data)
     order by f.kind, f.id, f.revision
        on conflict do nothing;

    return query
    with before as (
        select d.* from disputes d where d.id = any(touched)
    ), after as (
        select a.* from merged_disputes(touched, 'infinity') a
    ), stored as (
        update disputes d
           set (changed_at, area, type, source, method, committee, round, sessions, joint_sessions, outcome,
                duplicate, open, accepted_on, closed_on, first_joint_on)
             = (a.changed_at, a.area, a.type, a.source, a.method, a.committee, a.round, a.sessions, a.joint_sessions, a.outcome,
                a.duplicate, a.open, a.accepted_on, a.closed_on, a.first_joint_on)
          from after a
         where d.id = a.id
    ), counted as (
        select b.id, -1 as sign, m.*, b.area, b.type, b.source, b.method, b.committee, b.outcome from before b {contributions of b}
        union all
        select a.id, 1, m.*, a.area, a.type, a.source, a.method, a.committee, a.outcome from after a {contributions of a}
    )
    -- What a dispute counted for before and still counts for cancels out.
    select c.metric, c.month, c.reason, c.numerator, c.open,
           c.area, coalesce(c.type, ''), coalesce(c.source, ''), coalesce(c.method, ''), coalesce(c.committee, ''), coalesce(c.outcome, ''),
           sum(c.sign)::int
      from counted c
     group by c.id, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11
    having sum(c.sign) <> 0;
end $$;
