namespace Mediation.ServiceDefaults;

internal static class AuditWiring
{
    // Stopped in the opposite order: first the server, then what counts refusals, then what writes.
    internal static void AddAudit(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(_ => new CallerAddress(builder.Configuration));
        builder.Services.AddSingleton(services => new AuditTrail(
            services.GetRequiredService<EventStore.EventStore>().Database, services.GetRequiredService<Vault>(),
            services.GetRequiredService<CallerAddress>(), services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILogger<AuditTrail>>()));
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
        var chain = new AuditChain(app.Services.GetRequiredService<EventStore.EventStore>().Database);
        var verdict = await chain.VerifyAsync(remembered is null ? null : AuditHead.Parse(remembered));
        await says.WriteLineAsync(verdict.Broken is { } broken ? $"audit: broken at entry {broken}" : $"audit: {verdict.Entries} entries, chain intact");
        await says.WriteLineAsync(verdict.Head.ToString());
        return verdict.Broken is null ? 0 : 1;
    }
}
