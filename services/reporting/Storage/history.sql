-- What is counted as it was known: by subject, rows that came and rows that went, each with the instant from which it is so. Adding up those until
-- an instant gives the rows of then; so what counts now, less those after it, is what counted then. Written behind the facts, in the order in which
-- they arrived: up to which one, up to which row, and up to which row its cells hold them.
create table if not exists history_state (kept bigint not null, written bigint not null, folded bigint not null);
insert into history_state
select 0, r.last, r.last from (select coalesce(pg_sequence_last_value('history_order'), 0)) as r(last) where not exists (select from history_state);

-- Subjects of facts that arrived after one and up to another, with each instant at which something about them was recorded, from the earliest of
-- these facts on: the first of each subject in the first round, and so on. Whatever the planner believes of how many there are, each is looked up
-- by itself.
create or replace function history_rounds(after bigint, upto bigint) returns table (round int, subjects uuid[], instants timestamptz[])
    language plpgsql stable set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_mergejoin = off set enable_nestloop = off as $$
declare
    touched uuid[];
    since   timestamptz[];
begin
    select array_agg(s.id), array_agg(s.since) into touched, since
      from (select v.id, min(f.recorded_at) as since
              from facts f
             cross join lateral (select f.subject, f.also
                                  union all
                                  -- What the fact was about before, where that can change.
                                 (select o.subject, o.also from facts o where o.kind = f.kind and o.id = f.id and f.kind not in ('dispute', 'case') offset 0)) k
             cross join lateral (values (k.subject), (k.also)) as v(id)
             where f.arrival > after and f.arrival <= upto and v.id is not null
             group by v.id) s;
    return query
        with told as materialized (
            select t.id, f.recorded_at
              from unnest(touched, since) as t(id, since)
             cross join (values ('dispute'), ('case')) as k(kind)
             cross join lateral (select f.recorded_at from facts f
                                  where f.kind = k.kind and f.id = t.id and f.recorded_at >= t.since and f.arrival + 0 <= upto offset 0) f
            union
            select t.id, f.recorded_at
              from (select distinct o.subject, o.kind, o.id from facts o where o.subject = any(touched) and o.kind not in ('dispute', 'case')
                    union
                    select o.also, o.kind, o.id from facts o where o.also = any(touched)) o
              join unnest(touched, since) as t(id, since) on t.id = o.subject
             cross join lateral (select f.recorded_at from facts f where f.kind = o.kind and f.id = o.id and f.arrival + 0 <= upto offset 0) f
             where f.recorded_at >= t.since
        )
        select r.round, array_agg(r.id), array_agg(r.recorded_at)
          from (select t.id, t.recorded_at, row_number() over (partition by t.id order by t.recorded_at)::int as round from told t) r
         group by r.round
         order by r.round;
end $$;

-- Writes what some facts more, in the order of their arrival, say of every instant. A fact that comes late changes what was said of all since.
create or replace function keep_history(most int) returns void language plpgsql
    set plan_cache_mode = force_generic_plan set work_mem = '64MB' set enable_seqscan = off set enable_mergejoin = off set enable_nestloop = off as $$
declare
    after   bigint := (select kept from history_state);
    upto    bigint := (select max(f.arrival) from (select arrival from facts where arrival > after order by arrival limit most) f);
    step    record;
    present text[];
    told    told_dispute[];
begin
    if upto is null then
        return;
    end if;
    for step in select * from history_rounds(after, upto) loop
        present := kinds_of(step.subjects);
        told := array(select t from tell_at(step.subjects, step.instants) t);
        {keep}
    end loop;
    update history_state set kept = upto, written = coalesce(pg_sequence_last_value('history_order'), 0);
end $$;

-- Whose history may lack something that was recorded since: all of whom facts arrived that are not kept yet, or all that changed since, whichever
-- are fewer.
create or replace function unkept_since(as_of timestamptz) returns setof uuid language plpgsql stable security definer
    set search_path = public set plan_cache_mode = force_custom_plan set enable_nestloop = on as $$
declare
    few   constant int := 5000;
    after bigint := (select kept from history_state);
    many  bigint := (select count(*) from facts where arrival > after);
begin
    if many > few and many > (select count(*) from (select from facts where recorded_at > as_of limit many) f) then
        return query select changed_since(as_of);
        return;
    end if;
    return query
        select distinct s.id
          from (select f.subject, f.also from facts f where f.arrival > after
                union all
                select o.subject, o.also from facts f join facts o on o.kind = f.kind and o.id = f.id
                 where f.arrival > after and f.kind not in ('dispute', 'case')) c
         cross join lateral (values (c.subject), (c.also)) as s(id)
         where s.id is not null;
end $$;

-- Up to which row the history is in cells, and whether facts wait to be kept.
create or replace function history_now(out folded bigint, out waiting boolean) language sql stable security definer set search_path = public as $$
    select s.folded, coalesce((select max(f.arrival) from facts f) > s.kept, false) from history_state s
$$;
