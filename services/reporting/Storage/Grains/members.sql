select r.subject, '', r.data ->> 'areaCode', {no dimensions}, r.data ->> 'kind', r.data ->> 'committeeKind', r.data ->> 'sex',
       (r.data ->> 'fullTime')::boolean, r.data ->> 'schooling', (r.data ->> 'activeFrom')::date, (r.data ->> 'activeTo')::date
  from latest_facts('roster', wanted, as_of) r
 where r.data ->> 'kind' in ('committee', 'mediator')
