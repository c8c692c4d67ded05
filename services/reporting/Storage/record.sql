-- One call records a batch. Tables are written in one order, rows in key order, so that two instances never wait in a circle.
create or replace function record_facts(
    consumer text, messages uuid[], fact_kinds text[], fact_ids uuid[], fact_revisions bigint[], fact_data jsonb[])
returns void language plpgsql as $$
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
    ), changed as (
        select -1 as sign, b.* from before b where b.area is not null
        union all
        select 1, a.* from after a
    )
    insert into cells as c (metric, axis, level, area, month, key, reason, disputes, numerator, open)
    {cells}
    having sum(d.sign) <> 0 or sum(d.sign * m.numerator::int) <> 0 or sum(d.sign * m.open::int) <> 0
    order by 1, 2, 3, 4, 5, 6, 7
        on conflict (metric, axis, level, area, month, key, reason)
        do update set disputes = c.disputes + excluded.disputes,
                      numerator = c.numerator + excluded.numerator,
                      open = c.open + excluded.open;
end $$;
