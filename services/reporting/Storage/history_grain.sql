create table if not exists {name}_history (
    ordered bigint not null default nextval('history_order'), known_at timestamptz not null, sign int not null, {columns});
create index if not exists {name}_history_subject on {name}_history (subject);
create index if not exists {name}_history_area on {name}_history (area);
create index if not exists {name}_history_known on {name}_history (known_at);
-- The smallest of indexes found them too, but only what had been summarized lately: of some million rows it took seconds.
drop index if exists {name}_history_order;
create index if not exists {name}_history_ordered on {name}_history (ordered);
{by date}

-- The same for subjects each as of an instant of its own.
create or replace function derive_{name}_at(wanted uuid[], told told_dispute[], as_of timestamptz[]) returns setof {name} language sql stable as $derive$
{derivation}
$derive$;

-- What to add to what counts now less the history since, where the history is not kept: what counts now is taken off, what counted then and the
-- history are added. Who asks may have switched sorting off for his own query.
create or replace function {name}_unkept(as_of timestamptz) returns table (sign int, counted {name}) language plpgsql stable security definer
    set search_path = public set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_mergejoin = off set enable_nestloop = off
    set enable_sort = on set enable_incremental_sort = on as $unkept$
declare
    since uuid[] := array(select unkept_since(as_of));
    told  told_dispute[] := array(select t from tell(since, as_of) t);
begin
    return query
        select -1, t from {name} t where t.subject = any(since)
        union all
        select 1, d from derive_{name}(since, told, as_of) d
        union all
        select h.sign, row({of h})::{name} from {name}_history h where h.subject = any(since) and h.known_at > as_of;
end $unkept$;
