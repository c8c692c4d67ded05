-- The only truth: every fact ever received, with the time it was recorded. All other tables are derived from it.
create table if not exists facts (
    kind        text        not null,
    id          uuid        not null,
    revision    bigint      not null,
    recorded_at timestamptz not null,
    data        jsonb       not null,
    primary key (kind, id, revision)
);

-- Which definitions the derived tables were made by.
create table if not exists derivation (fingerprint text not null);

create index if not exists code_lists_level on code_lists (list, length(code), code text_pattern_ops);
