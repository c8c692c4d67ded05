-- Sums per month and area, along one axis or two at a time ('' = all together). Room for updates in place.
create table if not exists cells (
    cohort text collate "C" not null,
    axis   text collate "C" not null,
    level  int  not null,
    area   text collate "C" not null,
    month  date not null,
    key    text collate "C" not null,
    key2   text collate "C" not null,
    value  int  not null,
    n      bigint not null,
    {sums} numeric not null default 0,
    primary key (cohort, axis, level, area, month, key, key2, value)
) with (fillfactor = 70);
