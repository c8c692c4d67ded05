-- One call records a batch, derives what it touches anew, and gives what rows went and came, for the caller to add to the cells. One writer at
-- a time: all of them change the cells of the same province, so two would wait for each other anyway. Under a name of its own: an older release,
-- which expects the cells to be changed here, fails instead of leaving them as they are. All is looked up by key: plans are made once, when the
-- tables may still be empty, and would read them whole ever after.
drop function if exists record_facts;
drop function if exists take_facts;
create function take_facts(
    consumer text, messages uuid[], kinds text[], ids uuid[], subjects uuid[], alsos uuid[], revisions bigint[], data jsonb[],
    recorded timestamptz[])
returns table (cells int, sign int, area text, days date[], value int, keys text[], whole int[], exact numeric[])
    language plpgsql set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
#variable_conflict use_column
declare
    touched uuid[];
    present text[];
    told    told_dispute[];
    {declare}
begin
    insert into mt_inbox (consumer, message_id)
    select take_facts.consumer, m.id from unnest(messages) as m(id) order by m.id
        on conflict do nothing;

    with fresh as (
        insert into facts (kind, id, revision, recorded_at, data, subject, also)
        -- Known since the service recorded it, so that a fact sent again later says the same of every instant; nothing is known in advance.
        select f.kind, f.id, f.revision, least(coalesce(f.recorded, clock_timestamp()), clock_timestamp()), f.data, f.subject, f.also
          from unnest(kinds, ids, revisions, take_facts.data, subjects, alsos, recorded) as f(kind, id, revision, data, subject, also, recorded)
            on conflict do nothing
        returning kind, id, subject, also
    ), known as (
        select f.subject, f.also from fresh f
        union
        -- What the fact was about before, where that can change.
        select o.subject, o.also from fresh f join facts o on o.kind = f.kind and o.id = f.id where f.kind not in ('dispute', 'case')
    )
    select array_agg(distinct s.id) into touched from known cross join lateral (values (subject), (also)) as s(id) where s.id is not null;
    if touched is null then
        return;
    end if;

    present := kinds_of(touched);
    told := array(select t from make_told(touched) t);
    {derive}

    if cardinality(gone_disputes || new_disputes) + cardinality(gone_signs || new_signs) + cardinality(gone_visits || new_visits) > 0 then
        perform mark_slices(gone_disputes || new_disputes, gone_signs || new_signs, gone_visits || new_visits);
    end if;
end $$;
