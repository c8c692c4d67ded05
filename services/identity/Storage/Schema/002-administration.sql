-- What an administrator's If-Match names.
alter table users add column version bigint not null default 1;

-- Attempts of one address in its current minute. Not logged: after a crash everybody starts anew, and a guess costs no flush to disk.
create unlogged table attempts (
    kind    text        not null,
    network inet        not null,
    began   timestamptz not null,
    made    integer     not null,
    primary key (kind, network)
);

-- Answers under an Idempotency-Key, for a day. Sealed: some show a password.
create table admin_commands (
    id      uuid        not null primary key,
    made_at timestamptz not null,
    answer  bytea       not null
);
