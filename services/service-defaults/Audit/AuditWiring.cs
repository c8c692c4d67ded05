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

    /// <summary>Says whether the chain is intact, then its head; the exit code is 1 when it is not.</summary>
    /// <param name="app">The host.</param>
    /// <param name="remembered">A head that this command printed earlier; null when none was kept.</param>
    internal static async Task VerifyAuditAsync(this WebApplication app, string? remembered)
    {
        var chain = new AuditChain(app.Services.GetRequiredService<EventStore.EventStore>().Database);
        var verdict = await chain.VerifyAsync(remembered is null ? null : AuditHead.Parse(remembered));
        Console.WriteLine(verdict.Broken is { } broken ? $"audit: broken at entry {broken}" : $"audit: {verdict.Entries} entries, chain intact");
        Console.WriteLine(verdict.Head);
        Environment.ExitCode = verdict.Broken is null ? 0 : 1;
    }
}
