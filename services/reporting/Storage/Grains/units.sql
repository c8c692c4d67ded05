-- Units have no date: they are counted as they are, on a day that stands for any.
select u.subject, '', u.data ->> 'areaCode', {no dimensions}, date '2000-01-01', u.data ->> 'kind',
       not exists (select from jsonb_array_elements(u.data -> 'duties') as e(duty) where (e.duty ->> 'present')::int < (e.duty ->> 'required')::int),
       (select sum((e.duty ->> 'present')::int)::int from jsonb_array_elements(u.data -> 'duties') as e(duty))
  from latest_facts('coverage', wanted, as_of) u
 where not (u.data ->> 'closed')::boolean
