-- A grid reports once a day, however many leads and zero reports it sends.
select distinct on (l.also) l.also, '', l.data ->> 'areaCode', {no dimensions}, coalesce((l.data ->> 'day')::date, china_day(l.data ->> 'leadAt'))
  from (select distinct on (f.kind, f.id) f.also, f.data
          from facts f
         where f.recorded_at <= as_of and (f.kind, f.id) in (select o.kind, o.id from facts o where o.also = any(wanted))
         order by f.kind, f.id, f.revision desc) l
 where l.also = any(wanted) and not coalesce((l.data ->> 'withdrawn')::boolean, false)
 order by l.also
