using Mediation.EventStore;
using Npgsql;
using NpgsqlTypes;

namespace Mediation.ServiceDefaults;

/// <summary>Writes entries, with the sealed words of some, in one round trip and one transaction.</summary>
internal static class AuditInsert
{
    private const string Entries =
        """
        insert into audit_entries (at, actor, client_id, action, route, subject, reason, note, address, times)
        select * from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        """;

    private const string Notes =
        """
        insert into mt_vault (subject_id, item_id, field, key_id, ciphertext)
        select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::bytea[])
        """;

    internal static async Task RunAsync(
        NpgsqlDataSource database, IReadOnlyList<AuditEntry> entries, IReadOnlyList<SealedText> notes, CancellationToken cancellation)
    {
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(EntriesCommand(entries));
        if (notes.Count > 0)
        {
            batch.BatchCommands.Add(NotesCommand(notes));
        }

        await batch.ExecuteNonQueryAsync(cancellation);
    }

    private static NpgsqlBatchCommand EntriesCommand(IReadOnlyList<AuditEntry> entries) => new(Entries)
    {
        Parameters =
        {
            Column(entries, e => e.At, NpgsqlDbType.TimestampTz),
            Column(entries, e => e.Actor, NpgsqlDbType.Text),
            Column(entries, e => e.ClientId, NpgsqlDbType.Text),
            Column(entries, e => e.Action, NpgsqlDbType.Text),
            Column(entries, e => e.Route, NpgsqlDbType.Text),
            Column(entries, e => e.Subject, NpgsqlDbType.Uuid),
            Column(entries, e => e.Reason, NpgsqlDbType.Text),
            Column(entries, e => e.Note, NpgsqlDbType.Uuid),
            Column(entries, e => e.Address, NpgsqlDbType.Text),
            Column(entries, e => e.Times, NpgsqlDbType.Integer),
        },
    };

    private static NpgsqlBatchCommand NotesCommand(IReadOnlyList<SealedText> notes) => new(Notes)
    {
        Parameters =
        {
            Column(notes, n => n.SubjectId, NpgsqlDbType.Uuid),
            Column(notes, n => n.ItemId, NpgsqlDbType.Uuid),
            Column(notes, n => n.Field, NpgsqlDbType.Text),
            Column(notes, n => n.KeyId, NpgsqlDbType.Text),
            Column(notes, n => n.Ciphertext, NpgsqlDbType.Bytea),
        },
    };

    private static NpgsqlParameter Column<TRow, TValue>(IEnumerable<TRow> rows, Func<TRow, TValue> value, NpgsqlDbType type) =>
        new() { Value = rows.Select(value).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | type };
}
