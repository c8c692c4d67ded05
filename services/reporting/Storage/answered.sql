-- Counted up by whatever changes what answers say, in the same transaction: an answer given before holds as long as this stays.
create table if not exists figures_state (version bigint not null);
insert into figures_state select 0 where not exists (select from figures_state);

create or replace function figures_changed() returns trigger language plpgsql as $$
begin
    update figures_state set version = version + 1;
    return null;
end $$;
create or replace trigger figures_changed after insert or update or delete on facts for each statement execute function figures_changed();
create or replace trigger figures_changed after insert or update or delete on code_lists for each statement execute function figures_changed();
create or replace trigger figures_changed after insert or update or delete on derivation for each statement execute function figures_changed();
