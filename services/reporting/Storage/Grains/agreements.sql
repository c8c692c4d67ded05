select d.subject, a.id::text, {dimensions of d}, china_day(a.data ->> 'effectiveAt'),
       coalesce((a.data ->> 'confirmationEligible')::boolean, false),
       coalesce(a.data ->> 'confirmationRuling' = 'confirmed', false),
       a.data ->> 'confirmationAppliedAt' is not null and a.data ->> 'confirmationRuling' is null
  from latest_facts('agreement', wanted, as_of) a
  join unnest(base) d on d.subject = a.subject
 where a.data ->> 'effectiveAt' is not null
