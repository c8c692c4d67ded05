create table if not exists mt_doc_{alias} (
    id               uuid        not null primary key,
    data             jsonb       not null,
    format           int         not null,
    mt_version       bigint      not null,
    mt_last_modified timestamptz not null default now()
) with (fillfactor = 80);
