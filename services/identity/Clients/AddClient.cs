using System.Net;
using Mediation.Identity.AccessChanges;
using Mediation.Identity.Storage;
using Mediation.Identity.Users;
using Mediation.ServiceDefaults;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Mediation.Identity.Clients;

/// <summary>
/// Verb <c>add-client</c>: a program of people (code with PKCE, refresh) or, with a secret, a machine (client credentials). The same id again
/// replaces it.
/// </summary>
internal static class AddClient
{
    internal const string Usage =
        "add-client --id <id> [--secret-file <path>] [--redirect <uri>]… [--sign-out-redirect <uri>]… "
        + "[--scope <scope>]… [--role <role>]… [--area <digits>]…";

    private const int LeastSecret = 24;

    private static readonly string[] _options = ["id", "secret-file", "redirect", "sign-out-redirect", "scope", "role", "area"];
    private static readonly string[] _forPeople =
    [
        Permissions.Endpoints.Authorization, Permissions.Endpoints.Token, Permissions.Endpoints.Revocation, Permissions.Endpoints.EndSession,
        Permissions.GrantTypes.AuthorizationCode, Permissions.GrantTypes.RefreshToken, Permissions.ResponseTypes.Code, Permissions.Scopes.Profile,
    ];
    private static readonly string[] _forMachines = [Permissions.Endpoints.Token, Permissions.Endpoints.Revocation, Permissions.GrantTypes.ClientCredentials];

    /// <exception cref="UsageException">An option is missing or wrong.</exception>
    internal static async Task RunAsync(IServiceProvider services, string[] args)
    {
        var options = VerbOptions.Parse(args, Usage, _options);
        var descriptor = Describe(options);
        var (clients, database) = (services.GetRequiredService<IOpenIddictApplicationManager>(), services.GetRequiredService<IdentityDatabase>());
        if (await clients.FindByClientIdAsync(descriptor.ClientId!) is { } client)
        {
            await using var transaction = await database.Database.BeginTransactionAsync();
            await clients.UpdateAsync(client, descriptor);
            await AccessChange.RecordAsync(database, descriptor.ClientId!, services.GetRequiredService<TimeProvider>().GetUtcNow());
            await transaction.CommitAsync();
        }
        else
        {
            await clients.CreateAsync(descriptor);
        }

        Console.WriteLine(descriptor.ClientId);
    }

    private static OpenIddictApplicationDescriptor Describe(VerbOptions options)
    {
        var (id, secret, redirects) = (options.One("id"), options.File("secret-file"), options.Many("redirect") ?? []);
        options.Demand((secret is null) == (redirects.Count > 0), "A client has either a secret, or redirects.");
        options.Demand(secret is null or { Length: >= LeastSecret }, $"The secret needs {LeastSecret} characters.");
        options.Demand(redirects.All(IsSafe), "A redirect is https, or http on loopback.");
        var access = new ClientAccess(options.Many("role") ?? [], options.Many("area") ?? []);
        options.Demand(new FieldCheck().Check(access.Roles, null, access.Areas).Refusal);
        var descriptor = new OpenIddictApplicationDescriptor
        {
            ClientId = id,
            ClientSecret = secret,
            ClientType = secret is null ? ClientTypes.Public : ClientTypes.Confidential,
            ConsentType = ConsentTypes.Implicit,
            // Of a native program only the port of a loopback redirect may differ (RFC 8252, 7.3).
            ApplicationType = redirects.Any(IsAnyPort) ? ApplicationTypes.Native : ApplicationTypes.Web,
        };
        descriptor.Permissions.UnionWith(secret is null ? _forPeople : _forMachines);
        descriptor.Permissions.UnionWith((options.Many("scope") ?? []).Select(scope => Permissions.Prefixes.Scope + scope));
        descriptor.RedirectUris.UnionWith(redirects.Select(uri => new Uri(uri)));
        descriptor.PostLogoutRedirectUris.UnionWith((options.Many("sign-out-redirect") ?? []).Select(uri => new Uri(uri)));
        access.Write(descriptor.Properties);
        return descriptor;
    }

    private static bool IsSafe(string redirect) =>
        Uri.TryCreate(redirect, UriKind.Absolute, out var uri) && uri.Fragment.Length == 0
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback));

    private static bool IsAnyPort(string redirect) =>
        new Uri(redirect) is { Scheme: "http", IsDefaultPort: true } uri && IPAddress.TryParse(uri.Host.Trim('[', ']'), out _);
}
