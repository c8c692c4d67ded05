-- One call records a batch, derives what it touches anew, and returns by how much sums change. One writer at a time: all of them change the
-- cells of the same province, so two would wait for each other anyway.
drop function if exists record_facts;
create function record_facts(
    consumer text, messages uuid[], kinds text[], ids uuid[], subjects uuid[], alsos uuid[], revisions bigint[], data jsonb[],
    recorded timestamptz[])
returns table (cohort text, month date, value int, area text, {keys} text, n bigint, {sums} numeric)
language plpgsql as $$
#variable_conflict use_column
declare
    touched uuid[];
    {declare}
begin
    insert into mt_inbox (consumer, message_id)
    select record_facts.consumer, m.id from unnest(messages) as m(id) order by m.id
        on conflict do nothing;

    with fresh as (
        insert into facts (kind, id, revision, recorded_at, data, subject, also)
        -- Known since the service recorded it, so that a fact sent again later says the same of every instant; nothing is known in advance.
        select f.kind, f.id, f.revision, least(coalesce(f.recorded, clock_timestamp()), clock_timestamp()), f.data, f.subject, f.also
          from unnest(kinds, ids, revisions, record_facts.data, subjects, alsos, recorded) as f(kind, id, revision, data, subject, also, recorded)
            on conflict do nothing
        returning kind, id, subject, also
    ), known as (
        select f.subject, f.also from fresh f
        union
        -- What the fact was about before.
        select o.subject, o.also from fresh f join facts o on o.kind = f.kind and o.id = f.id
    )
    select array_agg(distinct s.id) into touched from known cross join lateral (values (subject), (also)) as s(id) where s.id is not null;
    if touched is null then
        return;
    end if;

    {derive}

    if (was_disputes, was_signs, was_visits) is distinct from (now_disputes, now_signs, now_visits) then
        perform mark_slices(was_disputes || now_disputes, was_signs || now_signs, was_visits || now_visits);
    end if;

    return query
    select c.cohort, c.month, c.value, c.area, {c.keys}, sum(c.n)::bigint, {sum c.sums}
      from ({contributions}) c
     group by 1, 2, 3, 4, {c.keys}
    having {changed};
end $$;
