using Npgsql;

namespace Mediation.ServiceDefaults;

/// <summary>A host's audit trail.</summary>
internal static class AuditWiring
{
    /// <summary>Adds it for a host whose schema has <see cref="AuditSchema"/>.</summary>
    /// <param name="builder">The host.</param>
    /// <param name="database">Where the trail is kept.</param>
    /// <param name="vault">Where reasons in words are sealed.</param>
    // Stopped in the opposite order: first the server, then what counts refusals, then what writes.
    internal static void AddAudit(this WebApplicationBuilder builder, Func<IServiceProvider, NpgsqlDataSource> database, Func<IServiceProvider, Vault> vault)
    {
        builder.Services.AddSingleton(_ => new CallerAddress(builder.Configuration));
        builder.Services.AddSingleton(services => new AuditTrail(
            database(services), vault(services), services.GetRequiredService<CallerAddress>(), services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<ILogger<AuditTrail>>()));
        builder.Services.AddSingleton<RefusedAccess>();
        builder.Services.AddHostedService(services => services.GetRequiredService<AuditTrail>());
        builder.Services.AddHostedService(services => services.GetRequiredService<RefusedAccess>());
    }

    /// <summary>Says whether the chain is intact, then its head.</summary>
    /// <param name="app">The host.</param>
    /// <param name="says">Where.</param>
    /// <param name="remembered">A head that this command printed earlier; null when none was kept.</param>
    /// <returns>The exit code: 1 when the chain is broken.</returns>
    internal static async Task<int> VerifyAuditAsync(this WebApplication app, TextWriter says, string? remembered)
    {
        var chain = new AuditChain(app.Services.GetRequiredService<AuditTrail>().Database);
        var verdict = await chain.VerifyAsync(remembered is null ? null : AuditHead.Parse(remembered));
        await says.WriteLineAsync(verdict.Broken is { } broken ? $"audit: broken at entry {broken}" : $"audit: {verdict.Entries} entries, chain intact");
        await says.WriteLineAsync(verdict.Head.ToString());
        return verdict.Broken is null ? 0 : 1;
    }
}
