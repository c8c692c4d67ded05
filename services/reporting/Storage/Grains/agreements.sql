select d.subject, a.id::text, {dimensions of d}, china_day(a.data ->> 'effectiveAt'),
       coalesce((a.data ->> 'confirmationEligible')::boolean, false),
       coalesce(a.data ->> 'confirmationRuling' = 'confirmed', false),
       a.data ->> 'confirmationAppliedAt' is not null and a.data ->> 'confirmationRuling' is null,
       a.data ->> 'form',
       jsonb_array_length(a.data -> 'obligations') > 0
           and not exists (select from jsonb_array_elements(a.data -> 'obligations') as o(obligation) where not (o.obligation ->> 'performed')::boolean)
  from latest_facts('agreement', wanted, as_of) a
  join unnest(told) t on (t.dispute).subject = a.subject
 cross join lateral (select (t.dispute).*) as d
 where a.data ->> 'effectiveAt' is not null
