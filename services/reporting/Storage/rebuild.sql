-- Derives everything anew from the facts where the definitions have changed.
do $$
begin
    if not exists (select 1 from derivation where fingerprint = '{fingerprint}') then
        insert into disputes
        select * from merged_disputes(array(select distinct id from facts where kind in ('dispute', 'case')), 'infinity');

        insert into cells (metric, axis, level, area, month, key, reason, disputes, numerator, open)
        {cells};

        delete from derivation;
        insert into derivation values ('{fingerprint}');
    end if;
end $$;
