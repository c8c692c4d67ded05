using Mediation.EventStore;

namespace Mediation.ServiceDefaults;

/// <summary>What every host of the suite has: JSON logs, telemetry, strict JSON, problem details, health, OpenAPI.</summary>
public static class ServiceHost
{
    /// <summary>Logs, telemetry and limits of any host, the gateway among them.</summary>
    /// <remarks>Log categories of the frameworks stay at Warning: request logging costs most of a host's throughput.</remarks>
    /// <param name="builder">The host.</param>
    /// <param name="service">Its name in telemetry.</param>
    public static WebApplicationBuilder AddHostDefaults(this WebApplicationBuilder builder, string service)
    {
        builder.Logging.ClearProviders().AddJsonConsole(console => console.UseUtcTimestamp = true);
        builder.Logging.SetMinimumLevel(LogLevel.Information);
        foreach (var category in (string[])["Microsoft.AspNetCore", "Microsoft.Hosting", "Yarp", "MassTransit", "Npgsql", "System.Net.Http"])
        {
            builder.Logging.AddFilter(category, LogLevel.Warning);
        }

        builder.WebHost.UseKestrelHttpsConfiguration();
        // Others take a lone line feed for a part of the line; where two readers differ, requests are smuggled. There is no option for it.
        AppContext.SetSwitch("Microsoft.AspNetCore.Server.Kestrel.DisableHttp1LineFeedTerminators", true);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 1024 * 1024;
        });
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddHostedService(_ => new Telemetry(service, builder.Configuration));
        builder.Services.AddHostedService<MemoryReturn>();
        return builder;
    }

    /// <summary>Adds to the host's defaults what the services answer with: strict JSON, problem details, health, OpenAPI.</summary>
    /// <inheritdoc cref="AddHostDefaults"/>
    public static WebApplicationBuilder AddServiceDefaults(this WebApplicationBuilder builder, string service)
    {
        builder.AddHostDefaults(service);
        builder.Services.ConfigureHttpJsonOptions(json => ServiceJson.Configure(json.SerializerOptions));
        builder.Services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        builder.Services.AddHealthChecks();
        builder.AddDescription();
        return builder;
    }

    /// <summary>Adds the event store, what callers read through (<see cref="StoreReader"/>), the vault, the audit trail, the command shell and the code lists.</summary>
    /// <param name="builder">The host. Reads <c>ConnectionStrings:Store</c>, <c>ConnectionStrings:Owner</c> (to migrate) and <c>Vault:KeyFile</c> (see <see cref="MasterKeys"/>).</param>
    /// <param name="configure">Registers aggregates, events and the service's own DDL.</param>
    /// <param name="codeLists">Code lists the service keeps.</param>
    public static WebApplicationBuilder AddStore(this WebApplicationBuilder builder, Action<EventStoreOptions> configure, params IReadOnlyList<string> codeLists)
    {
        var options = new EventStoreOptions
        {
            ConnectionString = builder.Configuration.GetConnectionString("Store") ?? throw new InvalidOperationException("ConnectionStrings:Store is not set."),
            OwnerConnectionString = builder.Configuration.GetConnectionString("Owner"),
        };
        options.Script(CodeLists.Schema).Script(DeferredMessages.Schema).Script(Vault.Schema).ScopedTableBy("vault_keys", "subject_id", "mt_streams")
            .Script(AuditSchema.Script).AppendOnlyTable(AuditSchema.Table);
        configure(options);
        builder.Services.AddSingleton(services => new EventStore.EventStore(options, services.GetRequiredService<TimeProvider>()));
        // The store owns its data source; the container must not dispose of it a second time, so it is not registered by itself.
        builder.Services.AddSingleton(services => new Vault(services.GetRequiredService<EventStore.EventStore>().Database, Masters(builder.Configuration)));
        builder.Services.AddSingleton(services => new CodeLists(services.GetRequiredService<EventStore.EventStore>().Database, new CodeListNames(codeLists)));
        builder.AddAudit(services => services.GetRequiredService<EventStore.EventStore>().Database, services => services.GetRequiredService<Vault>());
        builder.Services.AddSingleton<CommandShell>();
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddScoped(services => services.GetRequiredService<EventStore.EventStore>().ReadAs(Admission.Of(
            services.GetRequiredService<IHttpContextAccessor>().HttpContext ?? throw new InvalidOperationException("No request, so no caller.")).Scope));
        builder.Services.AddHealthChecks().AddCheck<DatabaseHealth>("database");
        builder.Services.AddTransient(services => new DatabaseHealth(services.GetRequiredService<EventStore.EventStore>().Database));
        return builder;
    }

    /// <summary>Uses it: problem details outermost, health, OpenAPI 3.1 at <c>/openapi/v1.json</c>.</summary>
    public static WebApplication UseServiceDefaults(this WebApplication app)
    {
        app.UseMiddleware<FaultsToProblems>();
        app.UseStatusCodePages(pages => Problem.From(pages.HttpContext, StatusRefusal(pages.HttpContext.Response.StatusCode)).ExecuteAsync(pages.HttpContext));
        app.MapHealth();
        app.MapDescription();
        return app;
    }

    /// <summary>
    /// Runs the host, or verbs and ends: <c>migrate</c>, <c>describe</c>, <c>load-data &lt;folder&gt;</c>, <c>rewrap-keys</c>, <c>erase &lt;subject&gt;</c>,
    /// <c>verify-audit [head]</c>, <c>resend-facts [resume]</c>; several with <c>--and</c> between them. Exit code 2 for any other word: a verb
    /// spelled wrongly must not serve.
    /// </summary>
    public static async Task RunServiceAsync(this WebApplication app, string[] args)
    {
        foreach (var verb in Verbs.Each(args))
        {
            if (!await app.RunVerbAsync(verb))
            {
                await Console.Error.WriteLineAsync($"Unknown, or called wrongly: {string.Join(' ', verb)}");
                Environment.ExitCode = 2;
                return;
            }
        }
    }

    private static async Task<bool> RunVerbAsync(this WebApplication app, string[] args)
    {
        switch (args)
        {
            case ["migrate"]:
                await app.Services.GetRequiredService<EventStore.EventStore>().MigrateAsync();
                break;
            case ["describe"]:
                await app.WriteDescriptionAsync();
                break;
            case ["load-data", var folder]:
                await app.Services.GetRequiredService<CodeLists>().LoadAsync(folder);
                break;
            case ["rewrap-keys"]:
                Console.WriteLine(await app.Services.GetRequiredService<Vault>().RewrapAsync());
                break;
            case ["erase", var subject]:
                await app.Services.GetRequiredService<Vault>().EraseAsync(Guid.Parse(subject));
                break;
            case ["verify-audit", .. var head] when head.Length < 2:
                Environment.ExitCode = await app.VerifyAuditAsync(Console.Out, head.SingleOrDefault());
                break;
            case ["resend-facts", .. var how] when how is [] or ["resume"] && app.Services.GetService<ResendFacts>() is { } facts:
                var sent = await facts.RunAsync(resume: how.Length > 0);
                Console.WriteLine(sent is null ? "facts: another run is at it" : $"facts: {sent} sent again");
                Environment.ExitCode = sent is null ? 1 : 0;
                break;
            case [] or [['-', ..], ..]:
                await app.RunAsync();
                break;
            default:
                return false;
        }

        return true;
    }

    private static Refusal StatusRefusal(int status) => status switch
    {
        404 => new Refusal("route.unknown", "没有该地址", "No such route") { Status = 404 },
        405 => new Refusal("method.notAllowed", "该地址不支持此方法", "Method not allowed here") { Status = 405 },
        415 => new Refusal("body.mediaType", "仅接受 application/json", "Only application/json is accepted") { Status = 415 },
        _ => new Refusal("request.refused", "请求未被接受", "The request was not accepted") { Status = status },
    };

    private static MasterKeys Masters(IConfiguration configuration) =>
        new(File.ReadLines(configuration["Vault:KeyFile"] ?? throw new InvalidOperationException("Vault:KeyFile is not set.")));
}
