-- Tables and keys as Marten 9 writes them, so that a program on Marten can read the streams.
-- Ours beside them: headers and transaction_id on events, last_transaction_id on progression, and the tables below.
create sequence if not exists mt_events_sequence as bigint;

create table if not exists mt_streams (
    id          uuid        not null,
    type        varchar     null,
    version     bigint      null,
    timestamp   timestamptz not null default now(),
    created     timestamptz not null default now(),
    tenant_id   varchar     null default '*DEFAULT*',
    is_archived boolean     null default false,
    constraint pkey_mt_streams_id primary key (id)
) with (fillfactor = 70); -- room for the new version of a row beside the old one: no index entry to write

create table if not exists mt_events (
    seq_id         bigint       not null,
    id             uuid         not null,
    stream_id      uuid         null,
    version        bigint       not null,
    data           jsonb        not null,
    bdata          bytea        null,
    type           varchar(500) not null,
    timestamp      timestamptz  not null default now(),
    tenant_id      varchar      null default '*DEFAULT*',
    mt_dotnet_type varchar      null,
    is_archived    boolean      null default false,
    headers        jsonb        null,
    transaction_id xid8         not null default pg_current_xact_id(),
    constraint pkey_mt_events_seq_id primary key (seq_id),
    constraint fkey_mt_events_stream_id foreign key (stream_id) references mt_streams (id) on delete cascade
);
alter sequence mt_events_sequence owned by mt_events.seq_id;
create unique index if not exists pk_mt_events_stream_and_version on mt_events (stream_id, version);
-- What a subscription reads by: sequence order alone loses events of transactions that commit late.
create index if not exists idx_mt_events_transaction on mt_events (transaction_id, seq_id);

create table if not exists mt_event_progression (
    name                varchar     not null,
    last_seq_id         bigint      null,
    last_updated        timestamptz null default transaction_timestamp(),
    last_transaction_id xid8        not null default '0',
    constraint pk_mt_event_progression primary key (name)
);

-- One row per command: a command whose answer got lost is looked up here, never run again.
create table if not exists mt_commands (
    id        uuid        not null primary key,
    stream_id uuid        null,
    version   bigint      null,
    answer    bytea       null,
    timestamp timestamptz not null default now()
);

-- The message first: by the consumer first, PostgreSQL reads all of its messages for as long as it takes the table to be small.
create table if not exists mt_inbox (
    consumer   text        not null,
    message_id uuid        not null,
    timestamp  timestamptz not null default now(),
    primary key (message_id, consumer)
);
-- A store of an earlier release has them the other way round.
do $$ begin
    if pg_get_constraintdef((select oid from pg_constraint where conrelid = 'mt_inbox'::regclass and contype = 'p')) like '%(consumer, message_id)' then
        alter table mt_inbox drop constraint mt_inbox_pkey, add primary key (message_id, consumer);
    end if;
end $$;

-- One data key a subject, wrapped by a master key that is kept elsewhere. An erased one leaves its row: nothing is sealed for that subject again.
create table if not exists vault_keys (
    subject_id uuid        not null primary key,
    master     text        null,
    wrapped    bytea       null,
    erased_at  timestamptz null
);
create index if not exists vault_keys_master on vault_keys (master);

-- The only place of personal data: ciphertext by subject (the key's scope), item and field.
create table if not exists mt_vault (
    subject_id uuid        not null,
    item_id    uuid        not null,
    field      text        not null,
    key_id     text        not null,
    ciphertext bytea       not null,
    timestamp  timestamptz not null default now(),
    primary key (subject_id, item_id, field)
);
