-- The only truth: every fact ever received, with the time its service recorded it. All other tables are derived from it.
create table if not exists facts (
    kind        text        not null,
    id          uuid        not null,
    revision    bigint      not null,
    recorded_at timestamptz not null,
    data        jsonb       not null,
    primary key (kind, id, revision)
);
-- What is derived again when the fact comes: the dispute it is about or itself, and for a grid's report its grid and day.
alter table facts add column if not exists subject uuid;
alter table facts add column if not exists also uuid;
update facts set subject = id where subject is null;
alter table facts alter column subject set not null;
create index if not exists facts_subject on facts (subject, kind) where kind not in ('dispute', 'case');
create index if not exists facts_also on facts (also) where also is not null;
-- Facts lie in the order in which they came, so the smallest of indexes finds the last of them.
create index if not exists facts_recorded on facts using brin (recorded_at) with (pages_per_range = 16);

-- Which definitions the derived tables were made by.
create table if not exists derivation (fingerprint text not null);

create index if not exists code_lists_level on code_lists (list, length(code), code text_pattern_ops);

-- ChinaTime's day: UTC+8 without summer time, which the zone Asia/Shanghai had until 1991.
create or replace function china_day(instant text) returns date language sql stable as
$$ select (instant::timestamptz at time zone 'UTC' + interval '8 hours')::date $$;

create or replace function china_day(instant timestamptz) returns date language sql stable as
$$ select (instant at time zone 'UTC' + interval '8 hours')::date $$;

-- The facts of a kind that are disputes or cases themselves, each of its highest revision then.
create or replace function latest_own(wanted_kind text, wanted uuid[], as_of timestamptz) returns table (id uuid, data jsonb) language sql stable as $$
    select distinct on (f.id) f.id, f.data
      from facts f
     where f.kind = wanted_kind and f.id = any(wanted) and f.recorded_at <= as_of
     order by f.id, f.revision desc
$$;

-- The facts of a kind about some subjects, each of its highest revision then. Each is looked up by itself: so whatever the planner believes of the
-- number of subjects, no other fact of the kind is read.
create or replace function latest_facts(wanted_kind text, wanted uuid[], as_of timestamptz)
returns table (id uuid, subject uuid, data jsonb) language sql stable as $$
    select o.id, l.subject, l.data
      from (select distinct f.id from facts f where f.subject = any(wanted) and f.kind = wanted_kind and f.kind not in ('dispute', 'case')) o
     cross join lateral (select f.subject, f.data from facts f
                          where f.kind = wanted_kind and f.id = o.id and f.recorded_at <= as_of
                          order by f.revision desc limit 1) l
     where l.subject = any(wanted)
$$;

-- The kinds of facts that some subjects have or had.
create or replace function kinds_of(wanted uuid[]) returns text[] language sql stable as $$
    select array(
        select f.kind from facts f where f.subject = any(wanted) and f.kind not in ('dispute', 'case')
        union select f.kind from facts f where f.also = any(wanted)
        union select f.kind from facts f where f.kind in ('dispute', 'case') and f.id = any(wanted))
$$;
