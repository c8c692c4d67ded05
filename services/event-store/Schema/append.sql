-- One call appends a group of units (one unit = all that one command writes; all of it or nothing).
-- Every statement below runs on its own snapshot (read committed), so what is checked after the row locks
-- is what is committed now. Expected versions are checked before a sequence number is drawn.
-- status: 0 appended, 1 version conflict, 2 command already answered, 3 message already handled.
create or replace function mt_append(
    unit_commands uuid[], unit_answers bytea[], unit_consumers text[], unit_messages uuid[],
    stream_units int[], stream_ids uuid[], stream_types text[], stream_expecteds bigint[], stream_versions bigint[],
    stream_formats int[], stream_snapshots jsonb[],
    event_streams int[], event_ids uuid[], event_versions bigint[], event_types text[], event_dotnet_types text[],
    event_data_array jsonb[], event_headers_array jsonb[],
    sealed_units int[], sealed_subjects uuid[], sealed_items uuid[], sealed_fields text[], sealed_keys text[], sealed_texts bytea[])
returns table (unit_no int, status_code int, stored_version bigint, stored_answer bytea)
language plpgsql as $$
declare
    verdict int[];
begin
    -- Stream rows in id order, so that two groups never wait for each other in a circle.
    perform 1 from mt_streams where id = any(stream_ids) order by id for update;

    select array_agg(coalesce(
               (select 2 from mt_commands c where c.id = u.command),
               case when u.consumer is not null then
                   (select 3 from mt_inbox i where i.consumer = u.consumer and i.message_id = u.message) end,
               (select 1 from unnest(stream_units, stream_ids, stream_expecteds) as s(unit, id, expected)
                  left join mt_streams t on t.id = s.id
                 where s.unit = u.no and coalesce(t.version, 0) <> s.expected limit 1),
               0) order by u.no)
      into verdict
      from unnest(unit_commands, unit_consumers, unit_messages) with ordinality as u(command, consumer, message, no);

    if 0 = any(verdict) then
        insert into mt_commands (id, stream_id, version, answer)
        select u.command, s.id, s.version, u.answer
          from unnest(unit_commands, unit_answers) with ordinality as u(command, answer, no)
          left join lateral (select t.id, t.version from unnest(stream_units, stream_ids, stream_versions) as t(unit, id, version)
                              where t.unit = u.no limit 1) s on true
         where verdict[u.no] = 0 and u.command is not null;

        if array_remove(unit_consumers, null) <> '{}' then
            insert into mt_inbox (consumer, message_id)
            select u.consumer, u.message from unnest(unit_consumers, unit_messages) with ordinality as u(consumer, message, no)
             where verdict[u.no] = 0 and u.consumer is not null;
        end if;

        if 0 = any(stream_expecteds) then
            insert into mt_streams (id, type, version)
            select s.id, s.type, s.version
              from unnest(stream_units, stream_ids, stream_types, stream_expecteds, stream_versions) as s(unit, id, type, expected, version)
             where verdict[s.unit] = 0 and s.expected = 0 and s.version > 0
             order by s.id;
        end if;
        update mt_streams t set version = s.version, timestamp = now()
          from unnest(stream_units, stream_ids, stream_expecteds, stream_versions) as s(unit, id, expected, version)
         where t.id = s.id and verdict[s.unit] = 0 and s.expected > 0 and s.version > s.expected;

        insert into mt_events (seq_id, id, stream_id, version, data, type, mt_dotnet_type, headers)
        select nextval('mt_events_sequence'), e.id, stream_ids[e.stream], e.version, e.data, e.type, e.dotnet_type, e.headers
          from unnest(event_streams, event_ids, event_versions, event_types, event_dotnet_types, event_data_array, event_headers_array)
               as e(stream, id, version, type, dotnet_type, data, headers)
         where verdict[stream_units[e.stream]] = 0;
{snapshots}
        if array_length(sealed_units, 1) > 0 then
            insert into mt_vault (subject_id, item_id, field, key_id, ciphertext)
            select v.subject, v.item, v.field, v.key, v.text
              from unnest(sealed_units, sealed_subjects, sealed_items, sealed_fields, sealed_keys, sealed_texts)
                   as v(unit, subject, item, field, key, text)
             where verdict[v.unit] = 0
                on conflict (subject_id, item_id, field)
                do update set key_id = excluded.key_id, ciphertext = excluded.ciphertext, timestamp = now();
        end if;
    end if;

    return query
    select u.no::int, verdict[u.no], c.version, c.answer
      from unnest(unit_commands) with ordinality as u(command, no)
      left join mt_commands c on verdict[u.no] = 2 and c.id = u.command
     order by u.no;
end $$;
