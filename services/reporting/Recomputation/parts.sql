-- Every metric once more, from the facts alone and by SQL of its own: nothing here is shared with the registry, the grains or the cells.
-- One row for each thing that a part of a metric counts, with all that it may be broken down by. {as of} is the instant.
with latest as (
    select distinct on (kind, id) kind, id, subject, data from facts where recorded_at <= {as of} order by kind, id, revision desc
), c as (select * from latest where kind = 'case'), d as (select * from latest where kind = 'dispute'),
s as (select * from latest where kind = 'session' and data ? 'endedAt' and data -> 'endedAt' <> 'null'),
agreed_round as (
    select c.id, min((r ->> 'round')::int) as round from c, jsonb_array_elements(c.data -> 'rounds') r
     where r ->> 'outcome' = 'A' and r ->> 'closedAt' is not null group by c.id
), known as (
    select id, coalesce(d.data ->> 'areaCode', c.data ->> 'areaCode') as area, coalesce(d.data ->> 'typeCode', c.data ->> 'typeCode') as type,
           coalesce(d.data ->> 'source', c.data ->> 'source') as source, c.data ->> 'method' as method,
           coalesce(c.data ->> 'committeeId', d.data ->> 'committeeId') as committee, c.data ->> 'colour' as colour, c.data ->> 'outcome' as outcome,
           d.data ->> 'duplicateOf' as duplicate_of, d.data ->> 'divertedTo' as destination, coalesce(d.data ->> 'crossArea', 'false') = 'true' as cross_area,
           (c.data ->> 'round')::int as round, (c.data ->> 'sessionsHeld')::int as sessions, (c.data ->> 'jointSessionsHeld')::int as joints,
           c.data ->> 'transferredBeforeSession' as transferred, c.data ->> 'mediatorId' as mediator,
           coalesce(c.data ->> 'firstCommitteeId', d.data ->> 'committeeId', c.data ->> 'committeeId') as first_committee, c.data ->> 'committeeId' as last_committee,
           (c.data ->> 'dueOn')::date as due, coalesce((c.data ->> 'pauseDays')::int, 0) as paused,
           coalesce(c.data ->> 'households', d.data ->> 'households')::int as households, coalesce(c.data ->> 'persons', d.data ->> 'persons')::int as persons,
           coalesce(c.data ->> 'amount', d.data ->> 'amount')::numeric as amount,
           c.data ->> 'closedAt' is not null or coalesce(d.data ->> 'status', '') = 'ended' as done,
           (d.data ->> 'registeredAt')::timestamptz as registered, coalesce(d.data ->> 'acceptedAt', c.data ->> 'acceptedAt')::timestamptz as accepted,
           (c.data ->> 'acceptedAt')::timestamptz as case_accepted, (c.data ->> 'closedAt')::timestamptz as closed,
           (c.data ->> 'firstJointSessionAt')::timestamptz as joint, (c.data ->> 'criminalAt')::timestamptz as criminal,
           (d.data ->> 'divertedAt')::timestamptz as diverted,
           case when a.round is null then case when c.data ->> 'outcome' = 'A' then (c.data ->> 'closedAt')::timestamptz end
                else (select (r ->> 'closedAt')::timestamptz from jsonb_array_elements(c.data -> 'rounds') r where (r ->> 'round')::int = a.round limit 1) end as agreed,
           (select bool_or((n ->> 'rebound')::boolean and (n ->> 'openedAt')::timestamptz <= (r ->> 'closedAt')::timestamptz + interval '90 days')
              from jsonb_array_elements(c.data -> 'rounds') r, jsonb_array_elements(c.data -> 'rounds') n
             where (r ->> 'round')::int = a.round and (n ->> 'round')::int = a.round + 1) as rebounded,
           (select count(distinct x) from s, jsonb_array_elements_text(s.data -> 'areaCodes') x where s.subject = coalesce(c.id, d.id)) as areas_taking_part,
           c.data -> 'steps' as steps, (c.data ->> 'parties')::int as parties, c.data ->> 'difficult' = 'true' as difficult, c.data ->> 'violence' = 'true' as violent
      from d full join c using (id) left join agreed_round a using (id)
), counted (metric, part, at, on_day, value, subject, amount, mode, step, participant) as (
    select 'M01', 'numerator', accepted, null::date, 0, id, 1::numeric, null, null, null from known
    union all select 'M03', 'numerator', accepted, null, 0, id, 1, null, null, null from known where duplicate_of is null and outcome = 'A'
    union all select 'M03', 'denominator', accepted, null, 0, id, 1, null, null, null from known where duplicate_of is null
    union all select 'M03', 'linkedAsDuplicate', accepted, null, 0, id, 1, null, null, null from known where duplicate_of is not null
    union all select 'M04', 'numerator', closed, null, 0, id, 1, null, null, null from known
               where outcome = 'A' and not coalesce(transferred::boolean, false)
    union all select 'M04', 'denominator', closed, null, 0, id, 1, null, null, null from known
               where not coalesce(transferred::boolean, outcome = 'R' and sessions = 0)
    union all select 'M04', 'transferredBeforeSession', closed, null, 0, id, 1, null, null, null from known
               where coalesce(transferred::boolean, outcome = 'R' and sessions = 0)
    union all select 'M05', 'numerator', joint, null, 0, id, 1, null, null, null from known where outcome = 'A' and round = 1 and joints < 2
    union all select 'M05', 'denominator', joint, null, 0, id, 1, null, null, null from known
    union all select 'M06', 'numerator', accepted, null, 0, id, 1, null, null, null from known where done
    union all select 'M06', 'denominator', accepted, null, 0, id, 1, null, null, null from known
    union all select 'M09', 'numerator', closed, null, 0, id, 1, null, null, null from known
               where (closed at time zone 'Asia/Shanghai')::date <= due
    union all select 'M09', 'denominator', closed, null, 0, id, 1, null, null, null from known where due is not null
    union all select 'M09', 'clockUnknown', closed, null, 0, id, 1, null, null, null from known where due is null
    union all select 'M12', 'numerator', agreed, null, 0, id, 1, null, null, null from known where rebounded
    union all select 'M12', 'denominator', agreed, null, 0, id, 1, null, null, null from known
    union all select 'M13', 'numerator', criminal, null, 0, id, 1, null, null, null from known
    union all select 'M13', 'denominator', accepted, null, 0, id, 1, null, null, null from known
    union all select 'M15', 'numerator', accepted, null, 0, id, 1, null, null, null from known where source = 'proactive'
    union all select 'M15', 'denominator', accepted, null, 0, id, 1, null, null, null from known
    union all select 'M16', 'numerator', closed, null, 0, id, 1, null, null, null from known where outcome = 'A' and first_committee = last_committee
    union all select 'M16', 'denominator', closed, null, 0, id, 1, null, null, null from known
    union all select 'M18', p.part, closed, null, w.days, id, case p.part when 'numerator' then w.days else 1 end, null, null, null
                from known cross join (values ('numerator'), ('denominator')) as p(part)
               cross join lateral (select coalesce(greatest((closed at time zone 'Asia/Shanghai')::date - (accepted at time zone 'Asia/Shanghai')::date - paused, 0), 0)
                                       as days) w
    union all select 'M19', 'numerator', closed, null, 0, id, amount, null, null, null from known where outcome = 'A'
    union all select 'M19', 'denominator', closed, null, 0, id, 1, null, null, null from known where outcome = 'A'
    union all select 'M19', 'withAmount', closed, null, 0, id, 1, null, null, null from known where outcome = 'A' and amount >= 0
    union all select 'M22', 'numerator', accepted, null, 0, id, 1, null, null, null from known
    union all select 'M25', 'numerator', diverted, null, 0, id, 1, null, null, null from known
    union all select 'M25', 'denominator', registered, null, 0, id, 1, null, null, null from known
    union all select 'M26', 'numerator', accepted, null, 0, id, 1, null, null, null from known where cross_area and areas_taking_part > 1
    union all select 'M26', 'denominator', accepted, null, 0, id, 1, null, null, null from known where cross_area
    union all select 'M28', 'denominator', closed, null, 0, id, 1, null, null, null from known
    union all select 'M30', 'numerator', accepted, null, 0, id, persons, null, null, null from known
    union all select 'M30', 'persons', accepted, null, 0, id, persons, null, null, null from known
    union all select 'M30', 'households', accepted, null, 0, id, households, null, null, null from known
    union all select 'M17', 'numerator', (data ->> 'startsAt')::timestamptz, null, 0, subject, (data ->> 'requiredRolesPresent')::int, null, null, null from s
    union all select 'M17', 'denominator', (data ->> 'startsAt')::timestamptz, null, 0, subject, (data ->> 'requiredRoles')::int, null, null, null from s
    union all select 'M28', 'numerator', (data ->> 'startsAt')::timestamptz, null, 0, subject, 1, null, null, null from s
    union all select 'M28', 'segments', (data ->> 'startsAt')::timestamptz, null, 0, subject, 1, g ->> 'mode', null, null
                from s, jsonb_array_elements(data -> 'segments') g
    union all select 'M28', 'hours', (data ->> 'startsAt')::timestamptz, null, 0, subject, (g ->> 'minutes')::int, g ->> 'mode', null, null
                from s, jsonb_array_elements(data -> 'segments') g
    union all select 'M29', p.part, (g ->> 'completedAt')::timestamptz, null, round((g ->> 'minutes')::numeric / 60)::int, id,
                     case p.part when 'numerator' then round((g ->> 'minutes')::numeric / 60) else 1 end, null, method || '/' || (g ->> 'step'), null
                from known, jsonb_array_elements(steps) g cross join (values ('numerator'), ('denominator')) as p(part)
    union all select 'M07', 'numerator', null, (o ->> 'dueOn')::date, 0, subject, 1, null, null, null
                from latest, jsonb_array_elements(data -> 'obligations') o where kind = 'agreement' and data ->> 'effectiveAt' > '' and o ->> 'performed' = 'true'
    union all select 'M07', 'denominator', null, (o ->> 'dueOn')::date, 0, subject, 1, null, null, null
                from latest, jsonb_array_elements(data -> 'obligations') o where kind = 'agreement' and data ->> 'effectiveAt' > ''
    union all select 'M08', p.part, null, (i ->> 'dueOn')::date, 0, subject,
                     case when p.part = 'denominator' or (i ->> 'performedAmount')::numeric > (i ->> 'amount')::numeric
                          then (i ->> 'amount')::numeric else (i ->> 'performedAmount')::numeric end,
                     null, null, null
                from latest, jsonb_array_elements(data -> 'obligations') o,
                     jsonb_array_elements(coalesce(nullif(o -> 'instalments', 'null'), jsonb_build_array(o))) i
               cross join (values ('numerator'), ('denominator')) as p(part)
               where kind = 'agreement' and data ->> 'effectiveAt' > ''
    union all select 'M08', 'withoutAmount', null, (o ->> 'dueOn')::date, 0, subject, 1, null, null, null
                from latest, jsonb_array_elements(data -> 'obligations') o
               where kind = 'agreement' and data ->> 'effectiveAt' > '' and o ->> 'amount' is null
    union all select 'M14', p.part, (data ->> 'effectiveAt')::timestamptz, null, 0, subject, 1, null, null, null
                from latest cross join (values ('numerator'), ('denominator'), ('notEligible')) as p(part)
               where kind = 'agreement' and data ->> 'effectiveAt' > ''
                 and case p.part when 'notEligible' then data ->> 'confirmationEligible' = 'false'
                                 when 'denominator' then data ->> 'confirmationEligible' = 'true'
                                 else data ->> 'confirmationEligible' = 'true' and data ->> 'confirmationRuling' = 'confirmed' end
    union all select 'M10', p.part, null, (v ->> 'dueOn')::date, 0, subject, (v ->> p.member)::int, null, null, null
                from latest, jsonb_array_elements(data -> 'visits') v
               cross join (values ('numerator', 'partiesReached'), ('denominator', 'partiesDue')) as p(part, member) where kind = 'followUp'
    union all select 'M11', p.part, (v ->> 'visitedAt')::timestamptz, null, 0, subject, (v ->> p.member)::int, null, null, null
                from latest, jsonb_array_elements(data -> 'visits') v
               cross join (values ('numerator', 'satisfied'), ('denominator', 'answers')) as p(part, member) where kind = 'followUp'
    union all select 'M11', 'nonResponse', (v ->> 'visitedAt')::timestamptz, null, 0, subject,
                     greatest(0, (v ->> 'partiesDue')::int - (v ->> 'answers')::int), null, null, null
                from latest, jsonb_array_elements(data -> 'visits') v where kind = 'followUp'
    union all select 'S2', p.part, closed, null, 0, id,
                     case p.part when 'amount' then case when outcome = 'A' then amount end when 'parties' then parties else 1 end, null, null, null
                from known cross join (values ('numerator'), ('agreed'), ('amount'), ('parties'), ('difficult'), ('untold')) as p(part)
               where case p.part when 'agreed' then outcome = 'A' when 'difficult' then difficult when 'untold' then parties is null else true end
    union all select 'S2.agreements', p.part, (data ->> 'effectiveAt')::timestamptz, null, 0, subject, 1, null, null, null
                from latest cross join (values ('numerator'), ('oral'), ('written'), ('performed'), ('confirmed')) as p(part)
               where kind = 'agreement' and data ->> 'effectiveAt' > ''
                 and case p.part when 'oral' then data ->> 'form' = 'oral' when 'written' then data ->> 'form' = 'written'
                                 when 'confirmed' then data ->> 'confirmationRuling' = 'confirmed'
                                 when 'performed' then (select bool_and(o ->> 'performed' = 'true') from jsonb_array_elements(data -> 'obligations') o)
                                 else true end
    union all select 'M20', 'numerator', accepted, null, 0, id, 1, 'unit', null, committee from known where committee is not null
    union all select 'M20', 'numerator', case_accepted, null, 0, id, 1, 'person', null, mediator from known where mediator is not null
    union all select 'M20', 'numerator', (data ->> 'startsAt')::timestamptz, null, 0, subject, 1, p.kind, null, i
                from s cross join (values ('person', 'personIds'), ('unit', 'unitIds'), ('team', 'teamIds')) as p(kind, member),
                     jsonb_array_elements_text(data -> p.member) i
), spread as (
    select c.metric, c.part, coalesce(c.on_day, (c.at at time zone 'Asia/Shanghai')::date) as day, c.value, c.subject, k.area, k.type, k.source, k.method,
           k.committee, k.colour, k.outcome, c.mode, k.destination, c.step, null as kind, null as team, c.participant,
           null as tier, null as band, coalesce(c.amount, 0) as amount
      from counted c join known k on k.id = c.subject
    union all
    select p.metric, p.part, (p.at at time zone 'Asia/Shanghai')::date, 0, l.subject, l.data ->> 'areaCode',
           coalesce(l.data ->> 'typeCode', k.type), l.data ->> 'source', k.method, k.committee, k.colour, k.outcome, null, null, null, null, null, null,
           case length(l.data ->> 'areaCode') when 9 then 'township' when 12 then 'village' when 15 then 'village' else 'county' end,
           (array['000', '005', '010', '030', '050', '100'])[width_bucket(k.persons, array[5, 10, 30, 50, 100]) + 1], 1
      from latest l left join known k on k.id = (l.data ->> 'disputeId')::uuid
     cross join lateral (select (l.data ->> 'leadAt')::timestamptz as led,
                                case l.data ->> 'status' when 'settled' then coalesce(l.data ->> 'closedAt', l.data ->> 'leadAt')::timestamptz
                                                         when 'dispute' then k.accepted end as handled) i
     cross join lateral (values ('M02', 'numerator', i.led, i.handled is not null), ('M02', 'denominator', i.led, true), ('S1', 'numerator', i.led, true),
                                ('S1', 'handled', i.handled, true), ('S1', 'crossArea', i.led, k.cross_area), ('S1', 'violent', i.led, k.violent))
             as p(metric, part, at, holds)
     where l.kind = 'lead' and p.holds
    union all
    select p.metric, p.part, (l.data ->> 'day')::date, 0, l.id, l.data ->> 'areaCode', null, null, null, null, null, null, null, null, null,
           l.data ->> 'kind', l.data ->> 'teamId', null, null, null,
           case p.part when 'numerator' then 1 when 'persons' then (l.data ->> 'persons')::int else (l.data ->> 'minutes')::int end
      from latest l cross join (values ('M27', 'numerator'), ('M27', 'persons'), ('M27', 'hours'), ('S1.searches', 'numerator')) as p(metric, part)
     where l.kind = 'activity' and l.data ->> 'withdrawn' = 'false'
    union all
    select p.metric, p.part, '2000-01-01', 0, l.id, l.data ->> 'areaCode', null, null, null, null, null, null, null, null, null, l.data ->> 'kind', null, null, null, null,
           case p.part when 'present' then (select sum((e ->> 'present')::numeric) from jsonb_array_elements(l.data -> 'duties') e) else 1 end
      from latest l
     cross join (values ('M23', 'numerator', true), ('M23', 'denominator', false), ('S3', 'numerator', false), ('S3', 'covered', true), ('S3', 'present', false))
             as p(metric, part, whole)
     where l.kind = 'coverage' and l.data ->> 'closed' = 'false'
       and (not p.whole
            or (select coalesce(bool_and((e ->> 'present')::int >= (e ->> 'required')::int), true) from jsonb_array_elements(l.data -> 'duties') e))
    union all
    select distinct 'M24', 'numerator', r.day, 0, null::uuid, r.area, null, null, null, null, null, null, null, null, null, null, null, null, null, null, 1
      from (select data ->> 'areaCode' as area, (data ->> 'day')::date as day from latest where kind = 'zeroReport' and data ->> 'withdrawn' = 'false'
            union all
            select data ->> 'areaCode', ((data ->> 'leadAt')::timestamptz at time zone 'Asia/Shanghai')::date from latest where kind = 'lead') r
     where length(r.area) = 15
)
select * from spread where day is not null
