-- A grid reports once a day, however many leads and zero reports it sends.
select distinct on (l.also) l.also, '', l.data ->> 'areaCode', {no dimensions}, coalesce((l.data ->> 'day')::date, china_day(l.data ->> 'leadAt'))
  from latest_also(wanted, as_of) l
 where not coalesce((l.data ->> 'withdrawn')::boolean, false)
 order by l.also
