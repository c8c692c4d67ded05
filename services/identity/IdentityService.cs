using System.Net;
using Mediation.Contracts;
using Mediation.Identity.AccessChanges;
using Mediation.Identity.Keys;
using Mediation.Identity.SignIn;
using Mediation.Identity.Storage;
using Mediation.Identity.Tokens;
using Mediation.Identity.Users;
using Mediation.ServiceDefaults;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace Mediation.Identity;

/// <summary>Users, clients and their tokens: the suite's OpenID Connect provider.</summary>
internal static class IdentityService
{
    internal static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        var settings = IdentitySettings.Read(builder.Configuration);
        builder.AddServiceDefaults("identity");
        builder.Logging.AddFilter("OpenIddict", LogLevel.Warning).AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning);
        builder.Services.AddSingleton(settings);
        builder.AddDatabase();
        builder.AddSignIn(settings);
        builder.AddTokens(settings);
        builder.AddAccess();
        var app = builder.Build();
        app.UseForwardedHeaders(Forwarding(settings));
        app.Use((http, next) => SeenFromOutside(http, next, settings));
        app.UseServiceDefaults();
        app.Use(StoreFaults.NameAsync);
        app.UseRouting();
        app.Use(app.Services.GetRequiredService<AddressLimits>().AdmitAsync);
        app.UseAuthentication();
        app.MapIdentity();
        app.UseAccess(AccessTable.Identity);
        return app;
    }

    private static void AddDatabase(this WebApplicationBuilder builder)
    {
        var connection = builder.Configuration.GetConnectionString("Store") ?? throw new InvalidOperationException("ConnectionStrings:Store is not set.");
        var keyFile = builder.Configuration["Vault:KeyFile"] ?? throw new InvalidOperationException("Vault:KeyFile is not set.");
        // Without Kerberos, as StoreConnections says.
        var connections = new NpgsqlConnectionStringBuilder(connection) { GssEncryptionMode = GssEncryptionMode.Disable };
        builder.Services.AddSingleton(NpgsqlDataSource.Create(connections));
        builder.Services.AddSingleton(new MasterKeys(File.ReadLines(keyFile)));
        builder.Services.AddSingleton<Sealer>().AddSingleton<Migration>();
        builder.Services.AddDbContext<IdentityDatabase>((services, options) =>
            options.UseNpgsql(services.GetRequiredService<NpgsqlDataSource>()).UseOpenIddict<Guid>()
                // E-mail and number are Identity's to map and ours to ignore.
                .ConfigureWarnings(warnings => warnings.Ignore(CoreEventId.MappedPropertyIgnoredWarning)));
        builder.Services.AddHealthChecks().AddCheck<Storage.DatabaseHealth>("database");
    }

    // The administrators' routes are guarded as every other service's; only the keys need not be fetched.
    private static void AddAccess(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(services => new OwnIssuer(
            services.GetRequiredService<IdentitySettings>().Issuer.AbsoluteUri, () => services.GetRequiredService<KeyRing>().Signing,
            caller => ListAccessChanges.HasChangedAsync(services.GetRequiredService<NpgsqlDataSource>(), caller)));
        builder.AddTokens(Audiences.Identity);
        // Nobody gives reasons in words here, so nothing is ever sealed for a subject.
        builder.AddAudit(
            services => services.GetRequiredService<NpgsqlDataSource>(),
            services => new Vault(services.GetRequiredService<NpgsqlDataSource>(), services.GetRequiredService<MasterKeys>()));
        builder.Services.AddScoped<AdminShell>();
    }

    private static ForwardedHeadersOptions Forwarding(IdentitySettings settings)
    {
        // Loopback is known from the start; one hop, since the gateway writes the header anew.
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor, ForwardLimit = 1 };
        foreach (var proxy in settings.KnownProxies)
        {
            if (IPAddress.TryParse(proxy, out var address))
            {
                options.KnownProxies.Add(address);
            }
            else
            {
                options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(proxy));
            }
        }

        return options;
    }

    // Whatever Host a request names: links, redirects and cookies are those of the configured origin.
    private static Task SeenFromOutside(HttpContext http, RequestDelegate next, IdentitySettings settings)
    {
        http.Request.Scheme = settings.Issuer.Scheme;
        http.Request.Host = HostString.FromUriComponent(settings.Issuer);
        return next(http);
    }
}
