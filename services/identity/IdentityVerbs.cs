using Mediation.Identity.Clients;
using Mediation.Identity.Keys;
using Mediation.Identity.Storage;
using Mediation.Identity.Users;
using Mediation.ServiceDefaults;

namespace Mediation.Identity;

/// <summary>What the process can be asked to do instead of serving.</summary>
internal static class IdentityVerbs
{
    /// <summary>Runs the host, or verbs and ends; several with <c>--and</c> between them.</summary>
    /// <returns>Exit code: 2 for a verb called wrongly.</returns>
    internal static async Task<int> RunIdentityAsync(this WebApplication app, string[] args)
    {
        await using var scope = app.Services.CreateAsyncScope();
        try
        {
            var code = 0;
            foreach (var verb in Verbs.Each(args))
            {
                code = Math.Max(code, await RunAsync(app, scope.ServiceProvider, verb));
            }

            return code;
        }
        catch (UsageException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 2;
        }
    }

    private static async Task<int> RunAsync(WebApplication app, IServiceProvider services, string[] args)
    {
        if (args.FirstOrDefault() == "verify-audit")
        {
            return await app.VerifyAuditAsync(Console.Out, args.ElementAtOrDefault(1));
        }

        await (args.FirstOrDefault() switch
        {
            "migrate" => services.GetRequiredService<Migration>().RunAsync(),
            "describe" => app.WriteDescriptionAsync(),
            "add-user" => AddUser.RunAsync(services, args),
            "add-client" => AddClient.RunAsync(services, args),
            "rotate-signing-key" => RotateAsync(services),
            "rewrap-keys" => RewrapAsync(services),
            null => app.RunAsync(),
            var other when other.StartsWith('-') => app.RunAsync(),
            var other => throw new UsageException($"Unknown verb {other}. Known: migrate, describe, add-user, add-client, rotate-signing-key, rewrap-keys, verify-audit."),
        });
        return 0;
    }

    private static async Task RotateAsync(IServiceProvider services) => Console.WriteLine(
        await services.GetRequiredService<TokenKeys>().AddSigningKeyAsync(services.GetRequiredService<IdentitySettings>().Keys.Overlap));

    private static async Task RewrapAsync(IServiceProvider services) => Console.WriteLine(await services.GetRequiredService<Sealer>().RewrapAsync());
}
