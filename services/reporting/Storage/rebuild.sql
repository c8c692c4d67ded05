-- Derives everything anew from the facts, some subjects at a time, and writes what differs. Who reads meanwhile reads what was there before.
-- Cells are compared by hash: sorted by their seven columns it took six times as long.
create or replace function derive_all() returns bigint language plpgsql
    set plan_cache_mode = force_custom_plan set work_mem = '256MB' set enable_mergejoin = off as $$
declare
    touched uuid[];
    after   uuid := '00000000-0000-0000-0000-000000000000';
    present text[];
    told    told_dispute[];
    total   bigint := 0;
    {declare}
begin
    create temporary table all_subjects on commit drop as
        select distinct s.id from facts f cross join lateral (values (f.subject), (f.also)) as s(id) where s.id is not null;
    create index on all_subjects (id);
    analyze all_subjects;
    {forget}
    loop
        touched := array(select s.id from all_subjects s where s.id > after order by s.id limit 5000);
        exit when cardinality(touched) = 0;
        after := touched[cardinality(touched)];
        total := total + cardinality(touched);
        present := kinds_of(touched);
        told := array(select t from tell(touched, 'infinity') t);
        {derive}
    end loop;
    drop table all_subjects;

    create temporary table all_cells (like cells including defaults) on commit drop;
    {cells}
    analyze all_cells;
    create temporary table differing on commit drop as
        select {place} from all_cells a full join cells c using ({place}) where a.* is distinct from c.*;
    delete from cells c using differing d where {same place};
    insert into cells select a.* from all_cells a join differing d using ({place});
    drop table all_cells, differing;
    perform mark_all_slices();
    update figures_state set version = version + 1;
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
