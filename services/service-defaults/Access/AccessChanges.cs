using System.Collections.Frozen;

namespace Mediation.ServiceDefaults;

/// <summary>
/// Whose tokens no longer count: asks the identity service every three seconds (<c>Authentication:AccessChanges</c>) for subjects whose
/// account, roles or client changed within the life of a token. While it does not answer, what was last heard holds. Thread-safe.
/// </summary>
public sealed partial class AccessChanges(IConfiguration configuration, ILogger<AccessChanges> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(3);

    private readonly HttpClient _identity = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(5) };
    private volatile FrozenDictionary<string, DateTimeOffset> _notBefore = FrozenDictionary<string, DateTimeOffset>.Empty;

    /// <summary>Whether something about the caller changed after the token was issued.</summary>
    internal bool Since(Caller caller) => IsStale(caller.Actor, caller.IssuedAt) || (caller.ClientId is { } client && IsStale(client, caller.IssuedAt));

    /// <summary>The same of what outlives every token: the identity service is asked now, and remembers changes however old they are.</summary>
    /// <param name="caller">As of when the token was issued.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="IssuerUnreachableException">It does not answer.</exception>
    public async Task<bool> EverSinceAsync(Caller caller, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(caller);
        if (configuration["Authentication:AccessChanges"] is not { Length: > 0 } address)
        {
            return false;
        }

        string[] subjects = [caller.Actor, .. caller.ClientId is { } client ? [client] : Array.Empty<string>()];
        var question = string.Join('&', subjects.Distinct().Select(subject => $"subject={Uri.EscapeDataString(subject)}"));
        try
        {
            var heard = await _identity.GetFromJsonAsync<Heard>(new Uri($"{address}?{question}"), ServiceJson.Options, cancellation);
            return heard!.Changes.Any(change => subjects.Contains(change.Subject) && caller.IssuedAt <= change.NotBefore);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            // Whatever it is: an answer that makes no sense must not pass for a good one.
            throw new IssuerUnreachableException(TokenIssuer.Own, e);
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _identity.Dispose();
        base.Dispose();
    }

    /// <summary>Asks until the host stops.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (configuration["Authentication:AccessChanges"] is not { Length: > 0 } address)
        {
            return;
        }

        var away = false;
        using var timer = new PeriodicTimer(Interval);
        do
        {
            try
            {
                var heard = await _identity.GetFromJsonAsync<Heard>(new Uri(address), ServiceJson.Options, stoppingToken);
                _notBefore = (heard?.Changes ?? []).GroupBy(c => c.Subject).ToFrozenDictionary(g => g.Key, g => g.Max(c => c.NotBefore));
                away = false;
            }
            catch (Exception e)
            {
                // Whatever it is: an answer that makes no sense must not stop the service.
                if (!away && !stoppingToken.IsCancellationRequested)
                {
                    LogAway(logger, e.GetType().Name);
                }

                away = true;
            }
        }
        while (await timer.TickAsync(stoppingToken));
    }

    // Tokens carry whole seconds: one of the very second of the change may be from before it.
    private bool IsStale(string subject, DateTimeOffset issuedAt) => _notBefore.TryGetValue(subject, out var notBefore) && issuedAt <= notBefore;

    [LoggerMessage(Level = LogLevel.Warning, Message = "The identity service does not say what changed: {Fault}")]
    private static partial void LogAway(ILogger logger, string fault);

    private sealed record Heard(IReadOnlyList<Change> Changes);

    private sealed record Change(string Subject, DateTimeOffset NotBefore);
}
