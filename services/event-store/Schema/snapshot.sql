
        if '{alias}' = any(stream_types) then
            insert into mt_doc_{alias} (id, data, format, mt_version)
            select s.id, s.snapshot, s.format, s.version
              from unnest(stream_units, stream_ids, stream_types, stream_versions, stream_formats, stream_snapshots)
                   as s(unit, id, type, version, format, snapshot)
             where verdict[s.unit] = 0 and s.type = '{alias}' and s.snapshot is not null
                on conflict (id) do update
                set data = excluded.data, format = excluded.format, mt_version = excluded.mt_version, mt_last_modified = now();
        end if;
