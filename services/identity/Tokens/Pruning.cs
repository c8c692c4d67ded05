using Mediation.Identity.Keys;
using Mediation.Identity.SignIn;
using Mediation.Identity.Storage;
using Mediation.Identity.Users;
using Mediation.ServiceDefaults;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;

namespace Mediation.Identity.Tokens;

/// <summary>Once an hour: expired codes and refresh tokens, their sessions and replaced keys are forgotten. Any number of instances may do it.</summary>
internal sealed partial class Pruning(
    IServiceScopeFactory scopes, TokenKeys keys, AddressLimits limits, IdentitySettings settings, TimeProvider clock, ILogger<Pruning> logger) : BackgroundService
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Hour);
        while (await timer.TickAsync(stoppingToken))
        {
            try
            {
                await PruneAsync(stoppingToken);
            }
            catch (Exception e)
            {
                if (!stoppingToken.IsCancellationRequested)
                {
                    LogFailure(logger, e);
                }
            }
        }
    }

    private async Task PruneAsync(CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        // A session's rows serve to notice a stolen token until the session would have ended anyway.
        var threshold = clock.GetUtcNow() - settings.SessionLifetime - Hour;
        await scope.ServiceProvider.GetRequiredService<IOpenIddictTokenManager>().PruneAsync(threshold, cancellation);
        await scope.ServiceProvider.GetRequiredService<IOpenIddictAuthorizationManager>().PruneAsync(threshold, cancellation);
        await keys.RetireAsync(settings.SessionLifetime + Hour);
        await limits.PruneAsync(cancellation);
        var answered = clock.GetUtcNow() - AdminShell.Remembered;
        await scope.ServiceProvider.GetRequiredService<IdentityDatabase>().Database.ExecuteSqlAsync($"delete from admin_commands where made_at < {answered}", cancellation);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Expired tokens could not be forgotten")]
    private static partial void LogFailure(ILogger logger, Exception fault);
}
