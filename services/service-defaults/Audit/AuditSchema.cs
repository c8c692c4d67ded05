namespace Mediation.ServiceDefaults;

/// <summary>The trail's table. PostgreSQL itself numbers and chains the entries, so that no writer can choose where one stands.</summary>
internal static class AuditSchema
{
    internal const string Table = "audit_entries";

    // The lock is taken before the row gets a transaction id: who waits for it holds no subscription back. Advisory locks are a database's own.
    internal const string Script =
        """
        create table if not exists audit_entries (
            seq       bigint      not null primary key,
            at        timestamptz not null,
            actor     text        null,
            client_id text        null,
            action    text        not null,
            route     text        not null,
            subject   uuid        null,
            reason    text        null,
            note      uuid        null, -- item of the subject's vault with the reason in words
            address   text        null,
            times     int         not null,
            prev_hash bytea       not null,
            hash      bytea       not null
        );
        create index if not exists audit_entries_by_subject on audit_entries (subject, seq) where subject is not null;
        create index if not exists audit_entries_by_actor on audit_entries (actor, seq);

        create or replace function audit_field(value text) returns bytea language sql immutable as $$
            select case when value is null then int4send(-1) else int4send(octet_length(convert_to(value, 'UTF8'))) || convert_to(value, 'UTF8') end
        $$;

        create or replace function audit_chain() returns trigger language plpgsql as $$
        declare
            head record;
        begin
            perform pg_advisory_xact_lock(28348);
            select seq, hash into head from public.audit_entries order by seq desc limit 1;
            new.seq := coalesce(head.seq, 0) + 1;
            new.prev_hash := coalesce(head.hash, decode(repeat('00', 32), 'hex'));
            new.hash := sha256(new.prev_hash || int8send(new.seq) || int8send((extract(epoch from new.at) * 1000000)::bigint)
                || public.audit_field(new.actor) || public.audit_field(new.client_id) || public.audit_field(new.action) || public.audit_field(new.route)
                || public.audit_field(new.subject::text) || public.audit_field(new.reason) || public.audit_field(new.note::text)
                || public.audit_field(new.address) || int4send(new.times));
            return new;
        end $$;
        create or replace trigger audit_chain before insert on audit_entries for each row execute function audit_chain();

        create or replace function audit_is_final() returns trigger language plpgsql as $$
        begin
            raise exception 'The audit trail is never changed' using errcode = 'insufficient_privilege';
        end $$;
        create or replace trigger audit_is_final before update or delete or truncate on audit_entries for each statement execute function audit_is_final();
        """;
}
