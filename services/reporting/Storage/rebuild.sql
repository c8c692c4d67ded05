-- Derives everything anew from the facts, some subjects at a time. Who reads meanwhile reads what was there before.
create or replace function derive_all() returns bigint language plpgsql set plan_cache_mode = force_custom_plan set work_mem = '256MB' as $$
declare
    chunk uuid[];
    after uuid := '00000000-0000-0000-0000-000000000000';
    told  told_dispute[];
    total bigint := 0;
begin
    {forget all}
    delete from cells;
    create temporary table all_subjects on commit drop as
        select distinct s.id from facts f cross join lateral (values (f.subject), (f.also)) as s(id) where s.id is not null;
    create index on all_subjects (id);
    loop
        chunk := array(select s.id from all_subjects s where s.id > after order by s.id limit 5000);
        exit when cardinality(chunk) = 0;
        after := chunk[cardinality(chunk)];
        total := total + cardinality(chunk);
        told := array(select t from tell(chunk, 'infinity') t);
        {derive some}
    end loop;
    drop table all_subjects;
    {cells}
    perform mark_all_slices();
    return total;
end $$;

do $$
begin
    if not exists (select 1 from derivation where fingerprint = '{fingerprint}') then
        perform derive_all();
        delete from derivation;
        insert into derivation values ('{fingerprint}');
    end if;
end $$;
