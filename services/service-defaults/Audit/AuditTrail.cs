using System.Threading.Channels;
using Mediation.EventStore;
using Npgsql;

namespace Mediation.ServiceDefaults;

/// <summary>
/// Puts on record who looked at personal data, and who was refused. A look is on record before it is answered, or is not answered at all.
/// One writer a process takes whatever waits as one batch; entries of several processes are put in line by the database. Thread-safe.
/// </summary>
public sealed partial class AuditTrail : BackgroundService
{
    private const int MostWaiting = 4096;
    private const int MostInBatch = 256;
    private const string NoteField = "auditReason";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly NpgsqlDataSource _database;
    private readonly Vault _vault;
    private readonly CallerAddress _addresses;
    private readonly TimeProvider _clock;
    private readonly ILogger<AuditTrail> _logger;
    private readonly Channel<Waiting> _queue = Channel.CreateBounded<Waiting>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });

    internal AuditTrail(NpgsqlDataSource database, Vault vault, CallerAddress addresses, TimeProvider clock, ILogger<AuditTrail> logger) =>
        (_database, _vault, _addresses, _clock, _logger) = (database, vault, addresses, clock, logger);

    /// <summary>Puts on record that the caller is about to be shown personal data. Await it before anything is written to the answer.</summary>
    /// <param name="http">A request on a guarded route.</param>
    /// <param name="subject">The dispute with its case, the mediator, or the account; null for a list of several.</param>
    /// <exception cref="AuditUnavailableException">It is not on record: show nothing.</exception>
    public Task RecordReadAsync(HttpContext http, Guid? subject) => RecordAsync(http, EntryOf(http, Caller.Of(http), AuditActions.Read, subject), []);

    /// <summary>Puts on record what is about to be done in somebody's name who sent no token. Await it before anything is written to the answer.</summary>
    /// <param name="http">The request.</param>
    /// <param name="caller">In whose name.</param>
    /// <param name="action">See <see cref="AuditActions"/>.</param>
    /// <param name="subject">By what, such as a link.</param>
    /// <exception cref="AuditUnavailableException">It is not on record: do nothing.</exception>
    public Task RecordAsync(HttpContext http, Caller caller, string action, Guid subject) => RecordAsync(http, EntryOf(http, caller, action, subject), []);

    /// <summary>Puts on record what the caller is about to do to an account or a client.</summary>
    internal Task RecordDeedAsync(HttpContext http, string action, Guid? subject, string? what = null) =>
        RecordAsync(http, EntryOf(http, Caller.Of(http), action, subject) with { Reason = what }, []);

    /// <summary>The same for personal data in full.</summary>
    /// <param name="http">A request on a guarded route.</param>
    /// <param name="subject">The dispute with its case.</param>
    /// <param name="reason">Why.</param>
    /// <param name="text">Why, in words; sealed in the subject's vault, and left out when its key was erased.</param>
    /// <exception cref="AuditUnavailableException">It is not on record: show nothing.</exception>
    public async Task RecordUnmaskingAsync(HttpContext http, Guid subject, UnmaskingReason reason, string? text)
    {
        ArgumentNullException.ThrowIfNull(http);
        var entry = EntryOf(http, Caller.Of(http), AuditActions.Unmasked, subject) with { Reason = reason.Code() };
        var words = new VaultText(Guid.CreateVersion7(entry.At), NoteField, text ?? "");
        var notes = string.IsNullOrWhiteSpace(text) ? [] : await _vault.SealAsync(subject, [words], http.RequestAborted) ?? [];
        await RecordAsync(http, notes.Count > 0 ? entry with { Note = words.Item } : entry, notes);
    }

    internal NpgsqlDataSource Database => _database;

    /// <summary>The words of an entry's reason.</summary>
    internal static string? NoteOf(VaultTexts texts, Guid note) => texts[note, NoteField];

    /// <summary>Puts an entry on record without waiting for it.</summary>
    /// <returns>Null when too many wait already.</returns>
    internal Task? Offer(AuditEntry entry, IReadOnlyList<SealedText> notes)
    {
        var waiting = new Waiting(entry, notes);
        return _queue.Writer.TryWrite(waiting) ? waiting.Written.Task : null;
    }

    internal AuditEntry EntryOf(HttpContext http, Caller? caller, string action, Guid? subject) => new(
        _clock.GetUtcNow(), caller?.Actor, caller?.ClientId, action, AccessGuard.RouteOf(http), subject, null, null, _addresses.Of(http), 1);

    /// <summary>Takes nothing more, and ends when all is written.</summary>
    public override Task StopAsync(CancellationToken cancellationToken)
    {
        _queue.Writer.TryComplete();
        return base.StopAsync(cancellationToken);
    }

    /// <summary>Writes until the host stops.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var batch = new List<Waiting>(MostInBatch);
        // Not until the host wants to stop, but until the last one has its answer.
        while (await _queue.Reader.WaitToReadAsync(CancellationToken.None))
        {
            while (batch.Count < MostInBatch && _queue.Reader.TryRead(out var waiting))
            {
                batch.Add(waiting);
            }

            await WriteAsync(batch);
            batch.Clear();
        }
    }

    private async Task RecordAsync(HttpContext http, AuditEntry entry, IReadOnlyList<SealedText> notes)
    {
        try
        {
            await (Offer(entry, notes) ?? throw new AuditUnavailableException(null)).WaitAsync(Patience, _clock, http.RequestAborted);
        }
        catch (TimeoutException e)
        {
            throw new AuditUnavailableException(e);
        }
    }

    // An entry may come to stand twice, if a connection broke after the commit; that does no harm, and a missing one would.
    private async Task WriteAsync(List<Waiting> batch)
    {
        var (entries, notes) = (batch.Select(w => w.Entry).ToList(), batch.SelectMany(w => w.Notes).ToList());
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await AuditInsert.RunAsync(_database, entries, notes, CancellationToken.None);
                batch.ForEach(waiting => waiting.Written.SetResult());
                return;
            }
            catch (NpgsqlException e) when (e.IsTransient && attempt == 1)
            {
                // A pooled connection to a server that was restarted meanwhile: the next one is new.
            }
            catch (Exception e)
            {
                LogFailed(_logger, batch.Count, e);
                batch.ForEach(waiting => waiting.Fail(e));
                return;
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Count} audit entries could not be written; what they are about is not shown")]
    private static partial void LogFailed(ILogger logger, int count, Exception fault);

    private sealed record Waiting(AuditEntry Entry, IReadOnlyList<SealedText> Notes)
    {
        internal TaskCompletionSource Written { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal void Fail(Exception fault)
        {
            Written.SetException(new AuditUnavailableException(fault));
            // Nobody may be waiting any more.
            _ = Written.Task.Exception;
        }
    }
}

/// <summary>What was to be put on record could not be, so it must not happen.</summary>
public sealed class AuditUnavailableException(Exception? inner) : Exception("The audit trail cannot be written.", inner);
