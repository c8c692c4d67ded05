-- Deriving anew may take longer than a request may.
set local statement_timeout = 0;
do $$
begin
    if not exists (select 1 from derivation where fingerprint = '{fingerprint}') then
        drop table if exists {tables}, cells cascade;
        drop type if exists told_dispute cascade;
    end if;
end $$;

-- Every subject of which a fact came since, whatever else the facts were about before.
create or replace function changed_since(as_of timestamptz) returns uuid[] language sql stable as $$
    select coalesce(array_agg(distinct s.id), '{}')
      from facts f
      join facts o on o.kind = f.kind and o.id = f.id
     cross join lateral (values (o.subject), (o.also)) as s(id)
     where f.recorded_at > as_of and s.id is not null
$$;
