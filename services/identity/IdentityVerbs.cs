using Mediation.Identity.Clients;
using Mediation.Identity.Keys;
using Mediation.Identity.Storage;
using Mediation.Identity.Users;

namespace Mediation.Identity;

/// <summary>What the process can be asked to do instead of serving.</summary>
internal static class IdentityVerbs
{
    /// <summary>Runs the host, or one of the verbs and ends.</summary>
    /// <returns>Exit code: 2 for a verb called wrongly.</returns>
    internal static async Task<int> RunIdentityAsync(this WebApplication app, string[] args)
    {
        await using var scope = app.Services.CreateAsyncScope();
        try
        {
            await RunAsync(app, scope.ServiceProvider, args);
            return 0;
        }
        catch (UsageException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 2;
        }
    }

    private static Task RunAsync(WebApplication app, IServiceProvider services, string[] args) => args.FirstOrDefault() switch
    {
        "migrate" => services.GetRequiredService<Migration>().RunAsync(),
        "add-user" => AddUser.RunAsync(services, args),
        "add-client" => AddClient.RunAsync(services, args),
        "rotate-signing-key" => RotateAsync(services),
        "rewrap-keys" => RewrapAsync(services),
        null => app.RunAsync(),
        var other when other.StartsWith('-') => app.RunAsync(),
        var other => throw new UsageException($"Unknown verb {other}. Known: migrate, add-user, add-client, rotate-signing-key, rewrap-keys."),
    };

    private static async Task RotateAsync(IServiceProvider services) => Console.WriteLine(
        await services.GetRequiredService<TokenKeys>().AddSigningKeyAsync(services.GetRequiredService<IdentitySettings>().Keys.Overlap));

    private static async Task RewrapAsync(IServiceProvider services) => Console.WriteLine(await services.GetRequiredService<Sealer>().RewrapAsync());
}
