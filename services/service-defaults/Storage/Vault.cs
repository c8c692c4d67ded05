using System.Security.Cryptography;
using System.Text;
using Mediation.EventStore;
using Npgsql;

namespace Mediation.ServiceDefaults;

/// <summary>
/// Encrypts and reads personal data: AES-256-GCM under a key of the subject's own, the associated data binds subject, item and field.
/// Thread-safe.
/// </summary>
public sealed class Vault : IDisposable
{
    /// <summary>DDL beside the store's own vault tables, idempotent.</summary>
    public const string Schema = VaultHashes.Schema;

    private const string OpenSql =
        """
        select k.master, k.wrapped, v.item_id, v.field, v.ciphertext
          from vault_keys k join mt_vault v on v.subject_id = k.subject_id where k.subject_id = $1
        """;

    private const string OpenSomeSql = $"{OpenSql} and v.item_id = any($2)";

    // The key is the subject's; the column is the event store's, which knows nothing of subjects.
    private const string KeyId = "subject";

    private readonly DataKeys _keys;

    /// <summary>Opens no connection yet.</summary>
    /// <param name="database">The service's database.</param>
    /// <param name="masters">What wraps the subjects' keys.</param>
    public Vault(NpgsqlDataSource database, MasterKeys masters)
    {
        _keys = new DataKeys(database, masters);
        Hashes = new VaultHashes(database, _keys);
    }

    /// <summary>Finds its texts by equality.</summary>
    public VaultHashes Hashes { get; }

    /// <summary>Forgets the keys held in memory.</summary>
    public void Dispose() => _keys.Dispose();

    /// <summary>Encrypts texts for the unit that is about to be appended. The subject's key is made and committed first when it has none.</summary>
    /// <returns>Null when the subject's key was erased: nothing of it may be kept any more.</returns>
    public async Task<IReadOnlyList<SealedText>?> SealAsync(Guid subject, IReadOnlyList<VaultText> texts, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(texts);
        if (texts.Count == 0)
        {
            return [];
        }

        return await _keys.ForSealingAsync(subject, cancellation) is { } key ? Seal(key, subject, texts) : null;
    }

    /// <summary>Encrypts the first texts of a subject under a key that is written with them, in one unit. It is nobody's if the unit is not appended.</summary>
    /// <returns>For <see cref="AppendUnit.Key"/>, and the texts; neither when there are no texts.</returns>
    internal (FirstKey? Key, IReadOnlyList<SealedText> Texts) SealFirst(Guid subject, IReadOnlyList<VaultText> texts)
    {
        if (texts.Count == 0)
        {
            return (null, []);
        }

        var (key, first) = _keys.Make(subject);
        return (first, Seal(key, subject, texts));
    }

    private static IReadOnlyList<SealedText> Seal(byte[] key, Guid subject, IReadOnlyList<VaultText> texts)
    {
        using var aes = Sealing.Under(key);
        return [.. texts.Select(t => new SealedText(
            subject, t.Item, t.Field, KeyId, Sealing.Seal(aes, Encoding.UTF8.GetBytes(t.Text), Binding(subject, t.Item, t.Field))))];
    }

    /// <summary>The subject's key, for what is too large to be a text. Made and committed first when it has none.</summary>
    /// <returns>Null when it was erased: nothing of the subject may be kept any more.</returns>
    public async Task<SubjectKey?> KeyForSealingAsync(Guid subject, CancellationToken cancellation = default) =>
        await _keys.ForSealingAsync(subject, cancellation) is { } key ? new SubjectKey(subject, key) : null;

    /// <summary>The key of a subject that the caller may see.</summary>
    /// <returns>Null when there is none, or when it was erased.</returns>
    /// <exception cref="InvalidOperationException">The key file lacks the master key, or the data key was tampered with.</exception>
    public Task<SubjectKey?> KeyAsync(StoreReader reader, Guid subject, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return reader.ReadAsync(
            "select master, wrapped from vault_keys where subject_id = $1", [new NpgsqlParameter<Guid> { TypedValue = subject }],
            async rows => await rows.ReadAsync(cancellation) && _keys.Unwrap(rows, subject) is { } key ? new SubjectKey(subject, key) : null, cancellation);
    }

    /// <summary>All texts of a subject that the caller may see. A text that was tampered with, or whose key was erased, is left out.</summary>
    /// <exception cref="InvalidOperationException">The key file lacks the master key, or a data key was tampered with.</exception>
    public Task<VaultTexts> OpenAsync(StoreReader reader, Guid subject, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return reader.ReadOfAsync(subject, OpenSql, [new NpgsqlParameter<Guid> { TypedValue = subject }], rows => ReadAsync(rows, subject, cancellation), cancellation);
    }

    /// <summary>
    /// Puts something together with the texts of a subject that it shows, and opens no others: it is made once without any, to learn whose
    /// texts it asks for, and then with them.
    /// </summary>
    /// <param name="reader">Who asks.</param>
    /// <param name="subject">Whose texts.</param>
    /// <param name="view">Pure; asks for all its texts before it returns, and for those of the same items whatever they say.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <inheritdoc cref="OpenAsync" path="/exception"/>
    public async Task<TView> ShowAsync<TView>(
        StoreReader reader, Guid subject, Func<VaultTexts, TView> view, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(view);
        var asked = new HashSet<Guid>();
        var bare = view(VaultTexts.Asking(asked));
        return asked.Count == 0 ? bare : view(await reader.ReadOfAsync(
            subject, OpenSomeSql,
            [new NpgsqlParameter<Guid> { TypedValue = subject }, new NpgsqlParameter<Guid[]> { TypedValue = [.. asked] }],
            rows => ReadAsync(rows, subject, cancellation), cancellation));
    }

    /// <summary>
    /// Erases a subject's key and hashes: its texts can never be read or found again, here or in a later copy of the database, and no new ones are taken.
    /// Streams, views and figures stay. Copies made before need their own erasing.
    /// </summary>
    public Task EraseAsync(Guid subject, CancellationToken cancellation = default) => _keys.EraseAsync(subject, cancellation);

    /// <summary>Whether the subject's key was erased.</summary>
    public Task<bool> IsErasedAsync(Guid subject, CancellationToken cancellation = default) => _keys.IsErasedAsync(subject, cancellation);

    /// <summary>Wraps every data key by the current master key; afterwards the older lines of the key file may go. May be stopped and run again.</summary>
    /// <returns>How many keys were wrapped anew.</returns>
    public Task<int> RewrapAsync(CancellationToken cancellation = default) => _keys.RewrapAsync(cancellation);

    private async Task<VaultTexts> ReadAsync(NpgsqlDataReader reader, Guid subject, CancellationToken cancellation)
    {
        var texts = new Dictionary<(Guid, string), string>();
        // One key for all rows; an erased one leaves nothing to read.
        if (!await reader.ReadAsync(cancellation) || _keys.Unwrap(reader, subject) is not { } key)
        {
            return new VaultTexts(texts);
        }

        using var aes = Sealing.Under(key);
        // For all rows: a file has hundreds of texts, and what is left of each is the string.
        var buffer = new byte[4 * 1024];
        do
        {
            var (item, field) = (reader.GetGuid(2), reader.GetString(3));
            if (Opened(reader, 4, aes, Binding(subject, item, field), ref buffer) is { } text)
            {
                texts.Add((item, field), text);
            }
        }
        while (await reader.ReadAsync(cancellation));
        return new VaultTexts(texts);
    }

    private static string? Opened(NpgsqlDataReader row, int column, AesGcm aes, byte[] binding, ref byte[] buffer)
    {
        var size = (int)row.GetBytes(column, 0, null, 0, 0);
        if (buffer.Length < size * 2)
        {
            buffer = new byte[size * 2];
        }

        row.GetBytes(column, 0, buffer, 0, size);
        var plain = buffer.AsSpan(size);
        return Sealing.Open(aes, buffer.AsSpan(0, size), binding, plain) is { } length ? Encoding.UTF8.GetString(plain[..length]) : null;
    }

    /// <summary>Both ids in 32 digits, and the field, with bars between.</summary>
    internal static byte[] Binding(Guid subject, Guid item, string field)
    {
        var binding = new byte[66 + Encoding.UTF8.GetByteCount(field)];
        subject.TryFormat(binding, out _, "N");
        item.TryFormat(binding.AsSpan(33), out _, "N");
        binding[32] = binding[65] = (byte)'|';
        Encoding.UTF8.GetBytes(field, binding.AsSpan(66));
        return binding;
    }
}
