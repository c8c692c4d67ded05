-- One row per dispute: the latest facts of the dispute and of its case, merged.
create table if not exists disputes (
    id             uuid not null primary key,
    changed_at     timestamptz,
    area           text collate "C",
    type           text collate "C",
    source         text collate "C",
    method         text collate "C",
    committee      text collate "C",
    round          int,
    sessions       int,
    joint_sessions int,
    outcome        text collate "C",
    duplicate      boolean,
    open           boolean,
    accepted_on    date,
    closed_on      date,
    first_joint_on date
);
create index if not exists disputes_area on disputes (area);
create index if not exists disputes_accepted on disputes (accepted_on) where accepted_on is not null;
create index if not exists disputes_closed on disputes (closed_on) where closed_on is not null;
create index if not exists disputes_first_joint on disputes (first_joint_on) where first_joint_on is not null;
create index if not exists disputes_changed on disputes (changed_at);

-- Counts per month and area, along one axis at a time ('' = all together). Room for updates in place.
create table if not exists cells (
    metric    text collate "C" not null,
    axis      text collate "C" not null,
    level     int  not null,
    area      text collate "C" not null,
    month     date not null,
    key       text collate "C" not null,
    reason    text collate "C" not null,
    disputes  bigint not null,
    numerator bigint not null,
    open      bigint not null,
    primary key (metric, axis, level, area, month, key, reason)
) with (fillfactor = 70);

-- ChinaTime's day: UTC+8 without summer time, which the zone Asia/Shanghai had until 1991.
create or replace function china_day(instant text) returns date language sql stable as
$$ select (instant::timestamptz at time zone 'UTC' + interval '8 hours')::date $$;

-- What was known of disputes at an instant. Intake is the master of what the dispute is, the workflow of how it went.
create or replace function merged_disputes(wanted uuid[], as_of timestamptz) returns setof disputes language sql stable as $$
    select w.id,
           greatest(d.recorded_at, c.recorded_at),
           coalesce(d.data ->> 'areaCode', c.data ->> 'areaCode'),
           coalesce(d.data ->> 'typeCode', c.data ->> 'typeCode'),
           coalesce(d.data ->> 'source', c.data ->> 'source'),
           c.data ->> 'method',
           coalesce(c.data ->> 'committeeId', d.data ->> 'committeeId'),
           (c.data ->> 'round')::int,
           (c.data ->> 'sessionsHeld')::int,
           (c.data ->> 'jointSessionsHeld')::int,
           c.data ->> 'outcome',
           d.data ->> 'duplicateOf' is not null,
           c.data ->> 'closedAt' is null and d.data ->> 'status' is distinct from 'ended',
           china_day(coalesce(d.data ->> 'acceptedAt', c.data ->> 'acceptedAt')),
           china_day(c.data ->> 'closedAt'),
           china_day(c.data ->> 'firstJointSessionAt')
      from unnest(wanted) as w(id)
      left join lateral (select f.data, f.recorded_at from facts f
                          where f.kind = 'dispute' and f.id = w.id and f.recorded_at <= as_of
                          order by f.revision desc limit 1) d on true
      left join lateral (select f.data, f.recorded_at from facts f
                          where f.kind = 'case' and f.id = w.id and f.recorded_at <= as_of
                          order by f.revision desc limit 1) c on true
     where d.data is not null or c.data is not null
$$;
