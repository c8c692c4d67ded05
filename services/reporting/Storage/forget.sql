-- Deriving anew may take longer than a request may.
set local statement_timeout = 0;
do $$
begin
    if not exists (select 1 from derivation where fingerprint = '{fingerprint}') then
        drop table if exists {tables}, cells cascade;
        drop table if exists {histories}, history_state cascade;
        drop type if exists told_dispute cascade;
        drop function if exists changed_since;
    end if;
end $$;

-- Every subject of which a fact came since, whatever else the facts were about before. Planned for the instant: how much came since decides.
create or replace function changed_since(as_of timestamptz) returns setof uuid language plpgsql stable security definer
    set search_path = public set plan_cache_mode = force_custom_plan set enable_nestloop = on as $$
begin
    return query
        select distinct s.id
          from (select f.subject, f.also from facts f where f.recorded_at > as_of
                union all
                -- What the fact was about before, where that can change.
                select o.subject, o.also from facts f join facts o on o.kind = f.kind and o.id = f.id
                 where f.recorded_at > as_of and f.kind not in ('dispute', 'case')) c
         cross join lateral (values (c.subject), (c.also)) as s(id)
         where s.id is not null;
end $$;
