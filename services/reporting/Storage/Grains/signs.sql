-- Of a dispute: its parties' phones, who denied to be a party, rounds settled within two hours. Of its agreements in effect: their wording, and
-- what is odd about the order of their signatures. Nothing of a linked duplicate, since the other one has it.
select d.subject, m.item, {dimensions of d}, left(d.area, 6), m.kind, m.mark, m.on_day, m.minutes
  from (
       select t.dispute, 'phone/' || (p.phone ->> 'partyId'), 'phone', p.phone ->> 'hash', (t.dispute).registered_on, null::int
         from unnest(told) t cross join lateral jsonb_array_elements(t.intake -> 'phones') as p(phone)
        where t.intake ? 'phones' and not (t.dispute).duplicate and not exists (select from vault_keys k where k.subject_id = (t.dispute).subject and k.erased_at is not null)
       union all
       select t.dispute, 'denial/' || (n.denial ->> 'denialId'), 'denial', case when n.denial ->> 'answeredAt' is null then '' else 'answered' end,
              china_day(n.denial ->> 'deniedAt'), null
         from unnest(told) t cross join lateral jsonb_array_elements(t.intake -> 'denials') as n(denial)
        where t.intake ? 'denials'
       union all
       select r.dispute, 'round/' || r.number, 'round', r.outcome, china_day(r.closed_at), m.minutes
         from (select t.dispute, t.workflow ->> 'round', t.workflow ->> 'acceptedAt', t.workflow ->> 'closedAt', t.workflow ->> 'outcome'
                 from unnest(told) t where t.workflow -> 'rounds' is null
               union all
               select t.dispute, x.round ->> 'round', x.round ->> 'openedAt', x.round ->> 'closedAt', x.round ->> 'outcome'
                 from unnest(told) t cross join lateral jsonb_array_elements(t.workflow -> 'rounds') as x(round)
                where t.workflow ? 'rounds') as r(dispute, number, opened_at, closed_at, outcome)
        cross join lateral (select greatest(0, extract(epoch from r.closed_at::timestamptz - r.opened_at::timestamptz))::int / 60) as m(minutes)
        where r.outcome in ('A', 'W') and m.minutes < 120
       union all
       select t.dispute, v.item, v.kind, v.mark, china_day(a.data ->> 'effectiveAt'), null
         from latest_facts('agreement', wanted, as_of) a
         join unnest(told) t on (t.dispute).subject = a.subject
        cross join lateral (
              select min((s.signature ->> 'signedAt')::timestamptz) filter (where s.signature ->> 'signer' in ('party', 'mediator', 'committeeSeal')),
                     max((s.signature ->> 'signedAt')::timestamptz) filter (where s.signature ->> 'signer' = 'party'),
                     min((s.signature ->> 'signedAt')::timestamptz) filter (where s.signature ->> 'signer' = 'committeeSeal')
                from jsonb_array_elements(a.data -> 'signatures') as s(signature)) as s(first, last_party, seal)
        cross join lateral (
              select 'terms/' || a.id, 'terms', a.data ->> 'terms' where not (t.dispute).duplicate and not exists (select from vault_keys k where k.subject_id = (t.dispute).subject and k.erased_at is not null)
              union all
              select 'signatures/' || a.id, 'signatures', nullif(concat_ws(
                         ',', case when s.seal < s.last_party then 'sealBeforeParty' end,
                         case when china_day(s.first) < (t.dispute).accepted_on then 'beforeAcceptance' end,
                         case when china_day(s.first) < china_day(a.data ->> 'draftedAt') then 'beforeDraft' end), '')) as v(item, kind, mark)
        where a.data ->> 'effectiveAt' is not null) as m(dispute, item, kind, mark, on_day, minutes)
 cross join lateral (select (m.dispute).*) as d
 where m.mark is not null and m.on_day is not null
