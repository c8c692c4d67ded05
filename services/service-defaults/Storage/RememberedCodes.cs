using Microsoft.Extensions.Caching.Memory;
using Npgsql;

namespace Mediation.ServiceDefaults;

/// <summary>
/// Entries of code lists that were looked up since the lists were last loaded. How often they were loaded is asked once a second at most, and
/// only when somebody wants an entry. Thread-safe.
/// </summary>
internal sealed class RememberedCodes(NpgsqlDataSource database) : IDisposable
{
    /// <summary>In the transaction that loads.</summary>
    internal const string CountSql =
        "insert into code_list_loads (id, loadings) values (1, 1) on conflict (id) do update set loadings = code_list_loads.loadings + 1";

    private static readonly TimeSpan Trusted = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private Entries _entries = new(0);
    private Task<Entries>? _asked;
    private long _askedAt;

    public void Dispose() => _entries.Dispose();

    /// <summary>What is known of the lists as they were within the last second. What is looked up meanwhile belongs to these, not to later ones.</summary>
    internal Task<Entries> NowAsync(CancellationToken cancellation)
    {
        Task<Entries> asked;
        lock (_gate)
        {
            if (_asked is null or { IsCompleted: true, IsCompletedSuccessfully: false }
                || (_asked.IsCompleted && TimeProvider.System.GetElapsedTime(_askedAt) > Trusted))
            {
                (_asked, _askedAt) = (AskAsync(), TimeProvider.System.GetTimestamp());
            }

            asked = _asked;
        }

        return asked.IsCompleted ? asked : asked.WaitAsync(cancellation);
    }

    /// <summary>Asks before the next entry.</summary>
    internal void Forget()
    {
        lock (_gate)
        {
            _asked = null;
        }
    }

    // Whoever asks first asks for all, and is not waited for by its own request alone: so nobody's cancellation stops it.
    private async Task<Entries> AskAsync()
    {
        await using var command = database.CreateCommand("select loadings from code_list_loads where id = 1");
        var loadings = (long?)await command.ExecuteScalarAsync() ?? 0;
        lock (_gate)
        {
            // Those of before are left to whoever still looks something up, and to the collector.
            return loadings == _entries.Loadings ? _entries : _entries = new Entries(loadings);
        }
    }

    internal sealed class Entries(long loadings) : IDisposable
    {
        private readonly MemoryCache _entries = new(new MemoryCacheOptions { SizeLimit = 10_000 });

        internal long Loadings => loadings;

        public void Dispose() => _entries.Dispose();

        internal CodeEntry? Find(string list, string code, DateOnly on) => _entries.Get<CodeEntry>((list, code, on));

        internal CodeEntry? Keep(string list, DateOnly on, CodeEntry? entry) =>
            entry is null ? null : _entries.Set((list, entry.Code, on), entry, new MemoryCacheEntryOptions { Size = 1 });
    }
}
