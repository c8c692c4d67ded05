-- What is told of a dispute: its row, and the facts that rows of other grains are made from as well.
do $$
begin
    if to_regtype('told_dispute') is null then
        create type told_dispute as (dispute disputes, intake jsonb, workflow jsonb);
    end if;
end $$;

-- One row per dispute. Intake is the master of what the dispute is, the workflow of how it went.
create or replace function tell(wanted uuid[], as_of timestamptz) returns setof told_dispute language sql stable as $$
select row(
           coalesce(d.id, c.id),
           '',
           coalesce(i."areaCode", w."areaCode"),
           coalesce(i."typeCode", w."typeCode"),
           coalesce(i.source, w.source),
           w.method,
           coalesce(w."committeeId", i."committeeId"),
           w.colour,
           w.outcome,
           w."caseNumber",
           w.round,
           w."jointSessionsHeld",
           i."duplicateOf" is not null,
           w."closedAt" is null and i.status is distinct from 'ended',
           coalesce(i."crossArea", false),
           coalesce(j.joint, false),
           w."closedAt" is not null and coalesce(w."transferredBeforeSession", w.outcome = 'R' and w."sessionsHeld" = 0, false),
           coalesce(w."firstCommitteeId", i."committeeId", w."committeeId") = w."committeeId",
           china_day(w."closedAt") <= w."dueOn",
           r.rebounded,
           greatest(0, china_day(w."closedAt") - china_day(coalesce(i."acceptedAt", w."acceptedAt")) - coalesce(w."pauseDays", 0)),
           coalesce(w.households, i.households),
           coalesce(w.persons, i.persons),
           coalesce(w.amount, i.amount),
           i."divertedTo",
           china_day(i."registeredAt"),
           china_day(coalesce(i."acceptedAt", w."acceptedAt")),
           china_day(w."closedAt"),
           coalesce(r.agreed_on, case when w.outcome = 'A' then china_day(w."closedAt") end),
           china_day(w."firstJointSessionAt"),
           china_day(w."criminalAt"),
           china_day(i."divertedAt"),
           w.parties,
           w.difficult,
           w.violence)::disputes,
       d.data,
       c.data
  from latest_own('dispute', wanted, as_of) d
  full join latest_own('case', wanted, as_of) c on c.id = d.id
  left join lateral jsonb_to_record(d.data) as i(
       "areaCode" text, "typeCode" text, source text, "committeeId" text, "duplicateOf" text, status text, "crossArea" boolean, households int, persons int,
       amount numeric, "divertedTo" text, "registeredAt" timestamptz, "acceptedAt" timestamptz, "divertedAt" timestamptz) on true
  left join lateral jsonb_to_record(c.data) as w(
       "areaCode" text, "typeCode" text, source text, method text, "committeeId" text, "firstCommitteeId" text, colour text, outcome text, "caseNumber" text,
       round int, "jointSessionsHeld" int, "sessionsHeld" int, "transferredBeforeSession" boolean, "acceptedAt" timestamptz, "closedAt" timestamptz,
       "dueOn" date, "pauseDays" int, households int, persons int, amount numeric, "firstJointSessionAt" timestamptz, "criminalAt" timestamptz, parties int,
       difficult boolean, violence boolean, rounds jsonb) on true
  left join (select s.subject, count(distinct a.code) > 1 as joint
               from latest_facts('session', wanted, as_of) s cross join lateral jsonb_array_elements_text(s.data -> 'areaCodes') as a(code)
              where s.data ->> 'endedAt' is not null
              group by s.subject) j on j.subject = coalesce(d.id, c.id)
  -- The first round that ended with an agreement, and whether the next was opened since it broke down within 90 days.
  left join lateral (select china_day(a.round ->> 'closedAt') as agreed_on,
                            coalesce((n.round ->> 'rebound')::boolean
                                and (n.round ->> 'openedAt')::timestamptz <= (a.round ->> 'closedAt')::timestamptz + interval '90 days', false) as rebounded
                       from jsonb_array_elements(w.rounds) as a(round)
                       left join lateral jsonb_array_elements(w.rounds) as n(round)
                         on (n.round ->> 'round')::int = (a.round ->> 'round')::int + 1
                      where a.round ->> 'outcome' = 'A' and a.round ->> 'closedAt' is not null
                      order by (a.round ->> 'round')::int limit 1) r on true
$$;
