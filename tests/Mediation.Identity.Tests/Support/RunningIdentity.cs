using Mediation.Identity.Clients;
using Mediation.Identity.Storage;
using Mediation.Identity.Users;
using Mediation.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Mediation.Identity.Tests.Support;

/// <summary>The service in this process on a real port, with its own database or another instance's.</summary>
public sealed class RunningIdentity : IAsyncDisposable
{
    internal const string Web = "mediation-web";
    internal const string Cli = "mediation-cli";
    internal const string Machine = "bureau";
    internal const string Secret = "a-secret-of-the-bureau-0123456789";
    internal const string Password = "river bridge 1974 lantern";
    internal const string WebRedirect = "https://web.example/callback";
    internal const string CliRedirect = "http://127.0.0.1/callback";

    private readonly WebApplication _app;
    private readonly TestDatabase? _own;

    private RunningIdentity(WebApplication app, TestDatabase? own, string store, Uri address, Uri issuer) =>
        (_app, _own, Store, Address, Issuer) = (app, own, store, address, issuer);

    internal string Store { get; }

    internal Uri Address { get; }

    internal Uri Issuer { get; }

    internal WebApplication App => _app;

    internal IServiceProvider Services => _app.Services;

    /// <summary>Migrates a new database, adds three clients and starts.</summary>
    internal static async Task<RunningIdentity> StartAsync(params string[] settings)
    {
        var database = await TestDatabase.CreateAsync("identity");
        var address = FreeAddress();
        var identity = Build(database, database.ConnectionString, address, address, [$"--ConnectionStrings:Owner={database.OwnerConnectionString}", .. settings]);
        await identity._app.Services.GetRequiredService<Migration>().RunAsync();
        await identity.AddClientsAsync();
        await identity._app.StartAsync();
        return identity;
    }

    /// <summary>One more instance on the same database, behind the same issuer; not at the same address unless said so.</summary>
    internal async Task<RunningIdentity> StartAnotherAsync(Uri? address = null, params string[] settings)
    {
        var other = Build(null, Store, address ?? FreeAddress(), Issuer, settings);
        await other._app.StartAsync();
        return other;
    }

    internal Browser NewBrowser() => new(Address);

    /// <summary>Verb add-user.</summary>
    internal async Task<Guid> AddUserAsync(string name, string role = "mediator", params string[] more)
    {
        await using var scope = Services.CreateAsyncScope();
        await AddUser.RunAsync(scope.ServiceProvider, ["add-user", "--name", name, "--role", role, "--password-file", await FileAsync(Password), .. more]);
        return await ScalarAsync<Guid>("select id from users where user_name = $1", name);
    }

    /// <summary>Verb add-client.</summary>
    internal async Task AddClientAsync(params string[] options)
    {
        await using var scope = Services.CreateAsyncScope();
        await AddClient.RunAsync(scope.ServiceProvider, ["add-client", .. options]);
    }

    internal async Task<T> ScalarAsync<T>(string sql, params object[] values)
    {
        await using var connection = new NpgsqlConnection(Store);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
        {
            command.Parameters.AddWithValue(value);
        }

        return (T)(await command.ExecuteScalarAsync())!;
    }

    internal async Task AsOwnerAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_own!.OwnerConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    internal static async Task<string> FileAsync(string text)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, text);
        return file;
    }

    internal static Uri FreeAddress() => new($"http://127.0.0.1:{LoopbackPorts.Take()}/");

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        if (_own is not null)
        {
            await _own.DisposeAsync();
        }
    }

    private static RunningIdentity Build(TestDatabase? own, string store, Uri address, Uri issuer, string[] settings)
    {
        var app = IdentityService.Build(
        [
            $"--urls={address.OriginalString.TrimEnd('/')}", $"--ConnectionStrings:Store={store}", $"--Vault:KeyFile={VaultKey.File}",
            $"--Identity:Issuer={issuer}", "--Identity:SignIn:PerAddress=10000", "--Identity:SignIn:FailureFloor=00:00:00.010",
            "--Identity:SignIn:HashIterations=5000", "--Identity:Keys:Poll=00:00:00.300", .. settings,
        ]);
        return new RunningIdentity(app, own, store, address, issuer);
    }

    private async Task AddClientsAsync()
    {
        string[] scopes = ["--scope", "mediation", "--scope", "reporting"];
        await AddClientAsync(["--id", Web, "--redirect", WebRedirect, "--sign-out-redirect", "https://web.example/", .. scopes]);
        await AddClientAsync(["--id", Cli, "--redirect", CliRedirect, .. scopes]);
        await AddClientAsync(["--id", Machine, "--secret-file", await FileAsync(Secret), "--scope", "reporting", "--role", "bureauClient", "--area", "6109"]);
    }
}

/// <summary>One service for all tests of a class.</summary>
public sealed class IdentityFixture : IAsyncLifetime
{
    public RunningIdentity Identity { get; private set; } = null!;

    public async Task InitializeAsync() => Identity = await RunningIdentity.StartAsync();

    public async Task DisposeAsync() => await Identity.DisposeAsync();
}
