-- Sums per month and area, along one axis or two at a time ('' = all together); null where a sum is zero, as most are. Of a cohort with a histogram
-- also how many rows have which value, as spread_of takes it apart. Room for updates in place.
create table if not exists {name} (
    {days}month date not null,
    level  int  not null,
    axis   text collate "C" not null,
    area   text collate "C" not null,
    key    text collate "C" not null,
    key2   text collate "C" not null,
    {whole}{exact}{spread}primary key (axis, level, area, {by days}month, key, key2)
) with (fillfactor = 70);
