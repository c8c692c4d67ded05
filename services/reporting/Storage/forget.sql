-- Deriving anew may take longer than a request may.
set local statement_timeout = 0;
do $$
begin
    if not exists (select 1 from derivation where fingerprint = '{fingerprint}') then
        drop table if exists disputes, cells cascade;
    end if;
end $$;
