using Mediation.EventStore;
using Mediation.Intake.Disputes;
using Mediation.Intake.Leads;
using Mediation.ServiceDefaults;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Mediation.Intake.Storage;

/// <summary>
/// Hashes the parties' numbers for the search, behind the events instead of with them: registering stays one statement, and what was
/// registered before there was a search is found too.
/// </summary>
internal sealed class PartyNumbers : BackgroundService, IHealthCheck
{
    private const int MobileDigits = 11;

    // Nobody searches for what was entered a moment ago.
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(100);

    private readonly Vault _vault;
    private readonly Subscription _subscription;

    public PartyNumbers(EventStore.EventStore store, Vault vault, ILogger<PartyNumbers> logger)
    {
        _vault = vault;
        _subscription = new Subscription(store, "party-numbers", IndexAsync, logger, gathering: Gathering);
    }

    /// <summary>The texts that are searched for, or in which others are alike, each in the form in which it is compared.</summary>
    internal static readonly IReadOnlyDictionary<string, Func<string, string>> Normal = new Dictionary<string, Func<string, string>>
    {
        [VaultFields.Phone] = NormalPhone,
        [VaultFields.Place] = place => string.Concat(place.Where(char.IsLetterOrDigit)),
        [VaultFields.IdNumber] = number => string.Concat(number.Where(char.IsAsciiLetterOrDigit).Select(char.ToUpperInvariant)),
    };

    /// <summary>A search that does not find what was registered is worse than none: it must show.</summary>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(_subscription.Status.Error is { } error ? HealthCheckResult.Degraded(error) : HealthCheckResult.Healthy());

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => _subscription.RunAsync(stoppingToken);

    // With or without the country's code a mobile is the same.
    private static string NormalPhone(string number)
    {
        var digits = string.Concat(number.Where(char.IsAsciiDigit));
        var national = digits.TrimStart('0');
        return national.Length == MobileDigits + 2 && national.StartsWith("861", StringComparison.Ordinal) ? national[2..] : digits;
    }

    private async Task IndexAsync(IReadOnlyList<RecordedEvent> page, CancellationToken cancellation)
    {
        var subjects = page.Where(e => e.Data is DisputeRegistered or PartiesAdded or LeadReported).Select(e => e.StreamId).Distinct().ToList();
        if (subjects.Count > 0)
        {
            await _vault.Hashes.IndexAsync(subjects, Normal, cancellation);
        }
    }
}
