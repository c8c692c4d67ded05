-- Sums per month and area, along one axis or two at a time ('' = all together). Of cohorts with a histogram also how many rows
-- have which value, in no order. Room for updates in place.
create table if not exists cells (
    cohort text collate "C" not null,
    axis   text collate "C" not null,
    level  int  not null,
    area   text collate "C" not null,
    month  date not null,
    key    text collate "C" not null,
    key2   text collate "C" not null,
    n      bigint not null,
    {sums} numeric not null default 0,
    spread      int[],
    spread_rows int[],
    primary key (cohort, axis, level, area, month, key, key2)
) with (fillfactor = 70);
