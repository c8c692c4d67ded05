-- What is found, county by county and year by year; found again, it has the same id. Kept when all else is derived anew.
create table if not exists anomalies (
    id           uuid        primary key,
    kind         text        collate "C" not null,
    area         text        collate "C" not null,
    county       text        collate "C" not null,
    year         int         not null,
    month        date        not null,
    rule_version int         not null,
    evidence     jsonb       not null,
    found_at     timestamptz not null default now()
);
create index if not exists anomalies_slice on anomalies (county, year);
create index if not exists anomalies_area on anomalies (area, id);

-- Where facts have changed since it was last looked there. What changed meanwhile has marked its slice later than what was looked at.
create table if not exists anomaly_slices (
    county text        collate "C" not null,
    year   int         not null,
    since  timestamptz not null,
    marked timestamptz not null,
    swept  timestamptz,
    primary key (county, year)
) with (fillfactor = 50);

-- Callers see what was disposed by area; it stays readable when it is not found any more.
alter table mt_doc_disposed_anomaly
    add column if not exists area    text collate "C" generated always as (data -> 'finding' ->> 'area') stored,
    add column if not exists verdict text collate "C" generated always as (data ->> 'verdict') stored;
create index if not exists mt_doc_disposed_anomaly_by_area on mt_doc_disposed_anomaly (area, id);

create or replace function mark_slices(some_disputes disputes[], some_signs signs[], some_visits visits[]) returns void language sql as $$
    insert into anomaly_slices as s (county, year, since, marked)
    select c.county, c.year, clock_timestamp(), clock_timestamp()
      from (select distinct left(x.area, 6), extract(year from x.day)::int
              from (select d.area, v.day from unnest(some_disputes) d cross join lateral (values (d.accepted_on), (d.closed_on)) as v(day)
                    union all
                    select d.area, d.on_day from unnest(some_signs) d
                    union all
                    select d.area, d.visited_on from unnest(some_visits) d) as x(area, day)
             where x.area is not null and x.day is not null) as c(county, year)
     order by 1, 2
        on conflict (county, year)
        do update set marked = excluded.marked, since = case when s.swept >= s.marked then excluded.since else s.since end
$$;

create or replace function mark_all_slices() returns void language plpgsql as $$
begin
    insert into anomaly_slices as s (county, year, since, marked)
    select c.county, c.year, clock_timestamp(), clock_timestamp()
      from (select area, extract(year from month)::int from disputes_cells
             where axis = '' and level = 6 and (accepted_on_n > 0 or closed_on_n > 0)
            union
            select area, extract(year from month)::int from visits_cells where axis = '' and level = 6 and visited_on_n > 0
            union
            select distinct x.county, extract(year from x.on_day)::int from signs x
            union
            select a.county, a.year from anomalies a
            union
            select a.county, a.year from anomaly_slices a) as c(county, year)
        on conflict (county, year) do update set marked = excluded.marked, since = excluded.since;
end $$;
