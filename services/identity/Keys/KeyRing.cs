using Mediation.ServiceDefaults;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Server;

namespace Mediation.Identity.Keys;

/// <summary>The keys in use. When they change, OpenIddict's options are built anew: its monitor is asked at each request, so no restart is needed.</summary>
internal sealed class KeyRing(TokenKeys keys, TimeProvider clock)
    : IConfigureOptions<OpenIddictServerOptions>, IOptionsChangeTokenSource<OpenIddictServerOptions>
{
    private volatile Ring _ring = new([], []);
    private CancellationTokenSource _changed = new();

    string IOptionsChangeTokenSource<OpenIddictServerOptions>.Name => Options.DefaultName;

    /// <summary>Keys that a token of this issuer may be signed with, the current one first.</summary>
    internal IReadOnlyList<ECDsaSecurityKey> Signing => _ring.Signing;

    public IChangeToken GetChangeToken() => new CancellationChangeToken(_changed.Token);

    public void Configure(OpenIddictServerOptions options)
    {
        var ring = _ring;
        options.SigningCredentials.AddRange(ring.Signing.Select(key => new SigningCredentials(key, SecurityAlgorithms.EcdsaSha256)));
        options.EncryptionCredentials.AddRange(ring.Encrypting.Select(
            key => new EncryptingCredentials(key, SecurityAlgorithms.Aes256KW, SecurityAlgorithms.Aes256CbcHmacSha512)));
    }

    /// <summary>Looks at the stored keys, and at the clock: a key may have begun to sign.</summary>
    internal async Task LoadAsync(CancellationToken cancellation = default)
    {
        var (set, now) = (await keys.ReadAsync(cancellation), clock.GetUtcNow());
        if (set.Signing.Count == 0 || set.Encrypting.Count == 0)
        {
            throw new InvalidOperationException("There are no keys of tokens: run the verb migrate.");
        }

        var ring = new Ring(TokenKeySet.InOrder(set.Signing, now), TokenKeySet.InOrder(set.Encrypting, now));
        if (ring.Ids.SequenceEqual(_ring.Ids))
        {
            return;
        }

        _ring = ring;
        await Interlocked.Exchange(ref _changed, new CancellationTokenSource()).CancelAsync();
    }

    private sealed record Ring(IReadOnlyList<ECDsaSecurityKey> Signing, IReadOnlyList<SymmetricSecurityKey> Encrypting)
    {
        internal IEnumerable<string> Ids => Signing.Select(k => k.KeyId).Concat(Encrypting.Select(k => k.KeyId));
    }
}

/// <summary>Keeps the ring up to date.</summary>
internal sealed partial class KeyWatch(KeyRing ring, IdentitySettings settings, ILogger<KeyWatch> logger) : BackgroundService
{
    // Before the first request is taken: a server without keys cannot answer any.
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await ring.LoadAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(settings.Keys.Poll);
        while (await timer.TickAsync(stoppingToken))
        {
            try
            {
                await ring.LoadAsync(stoppingToken);
            }
            catch (Exception e)
            {
                if (!stoppingToken.IsCancellationRequested)
                {
                    // The keys at hand go on serving while the database is away.
                    LogFailure(logger, e);
                }
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The keys of tokens could not be read; those at hand stay in use")]
    private static partial void LogFailure(ILogger logger, Exception fault);
}
