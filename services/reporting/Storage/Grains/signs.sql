-- Of a dispute: its parties' phones, who denied to be a party, rounds settled within two hours. Of its agreements in effect: their wording, and
-- what is odd about the order of their signatures. Nothing of a linked duplicate, since the other one has it.
select d.subject, m.item, {dimensions of d}, left(d.area, 6), m.kind, m.mark, m.on_day, m.minutes
  from unnest(base) d
  left join lateral latest_fact('dispute', d.subject, as_of) i on true
  left join lateral latest_fact('case', d.subject, as_of) c on true
 cross join lateral (select exists (select from vault_keys k where k.subject_id = d.subject and k.erased_at is not null)) as e(erased)
 cross join lateral (
       select 'phone/' || (p.phone ->> 'partyId'), 'phone', p.phone ->> 'hash', d.registered_on, null::int
         from jsonb_array_elements(i.data -> 'phones') as p(phone)
        where not d.duplicate and not e.erased
       union all
       select 'denial/' || (n.denial ->> 'denialId'), 'denial', case when n.denial ->> 'answeredAt' is null then '' else 'answered' end,
              china_day(n.denial ->> 'deniedAt'), null
         from jsonb_array_elements(i.data -> 'denials') as n(denial)
       union all
       select 'round/' || r.number, 'round', r.outcome, china_day(r.closed_at), t.minutes
         from (select c.data ->> 'round', c.data ->> 'acceptedAt', c.data ->> 'closedAt', c.data ->> 'outcome' where c.data -> 'rounds' is null
               union all
               select x.round ->> 'round', x.round ->> 'openedAt', x.round ->> 'closedAt', x.round ->> 'outcome'
                 from jsonb_array_elements(c.data -> 'rounds') as x(round)) as r(number, opened_at, closed_at, outcome)
        cross join lateral (select greatest(0, extract(epoch from r.closed_at::timestamptz - r.opened_at::timestamptz))::int / 60) as t(minutes)
        where r.outcome in ('A', 'W') and t.minutes < 120
       union all
       select v.item, v.kind, v.mark, china_day(a.data ->> 'effectiveAt'), null
         from latest_facts('agreement', array[d.subject], as_of) a
        cross join lateral (
              select min((s.signature ->> 'signedAt')::timestamptz) filter (where s.signature ->> 'signer' in ('party', 'mediator', 'committeeSeal')),
                     max((s.signature ->> 'signedAt')::timestamptz) filter (where s.signature ->> 'signer' = 'party'),
                     min((s.signature ->> 'signedAt')::timestamptz) filter (where s.signature ->> 'signer' = 'committeeSeal')
                from jsonb_array_elements(a.data -> 'signatures') as s(signature)) as s(first, last_party, seal)
        cross join lateral (
              select 'terms/' || a.id, 'terms', a.data ->> 'terms' where not d.duplicate and not e.erased
              union all
              select 'signatures/' || a.id, 'signatures', nullif(concat_ws(
                         ',', case when s.seal < s.last_party then 'sealBeforeParty' end,
                         case when china_day(s.first::text) < d.accepted_on then 'beforeAcceptance' end,
                         case when china_day(s.first::text) < china_day(a.data ->> 'draftedAt') then 'beforeDraft' end), '')) as v(item, kind, mark)
        where a.data ->> 'effectiveAt' is not null) as m(item, kind, mark, on_day, minutes)
 where m.mark is not null and m.on_day is not null
