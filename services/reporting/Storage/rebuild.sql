drop function if exists derive_all;
drop function if exists derive_share;
-- Derives the rows of the subjects after one and up to another, some of them at a time, and puts those that are not in the tables, and
-- those in the tables that are not derived, into temporary tables rebuilt_<grain>; differing are the grains that have such rows. Planned once:
-- what is told, as a constant in a plan, took as long to plan with as to derive from. Whatever the planner believes of its length, it is joined
-- by hash.
create or replace function derive_share(above uuid, upto uuid, out subjects bigint, out differing text[]) language plpgsql
    set plan_cache_mode = force_generic_plan set work_mem = '64MB' set enable_mergejoin = off set enable_nestloop = off as $$
declare
    touched uuid[];
    after   uuid := above;
    last    uuid;
    present text[];
    told    told_dispute[];
begin
    subjects := 0;
    differing := '{}';
    loop
        touched := array(
            select s.id
              from ((select distinct f.id from facts f where f.kind = 'dispute' and f.id > after and f.id <= upto order by f.id limit {batch})
                    union
                    (select distinct f.id from facts f where f.kind = 'case' and f.id > after and f.id <= upto order by f.id limit {batch})
                    union
                    (select distinct f.subject from facts f
                      where f.kind not in ('dispute', 'case') and f.subject > after and f.subject <= upto order by f.subject limit {batch})
                    union
                    (select distinct f.also from facts f where f.also is not null and f.also > after and f.also <= upto order by f.also limit {batch})) s
             order by s.id limit {batch});
        last := case when cardinality(touched) < {batch} then upto else touched[{batch}] end;
        subjects := subjects + cardinality(touched);
        present := array(
            select f.kind from facts f where f.kind not in ('dispute', 'case') and f.subject > after and f.subject <= last
            union
            select f.kind from facts f where f.also > after and f.also <= last) || '{dispute, case}';
        told := array(select t from tell(touched, 'infinity') t);
        {compare}
        exit when last = upto;
        after := last;
    end loop;
end $$;
