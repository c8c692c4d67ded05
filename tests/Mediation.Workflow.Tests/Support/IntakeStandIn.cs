using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Mediation.Workflow.Tests;

/// <summary>Answers intake's route for names over real HTTP; a case it was not told of is unknown to it.</summary>
internal sealed class IntakeStandIn : IAsyncDisposable
{
    private readonly Dictionary<Guid, object> _disputes = [];
    private WebApplication? _app;

    internal string Address { get; private set; } = "";

    internal void Knows(Guid disputeId, object dispute)
    {
        lock (_disputes)
        {
            _disputes[disputeId] = dispute;
        }
    }

    internal async Task StartAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapGet("/api/v1/disputes/{id}", (Guid id) =>
        {
            lock (_disputes)
            {
                return _disputes.TryGetValue(id, out var dispute) ? Results.Json(dispute) : Results.NotFound();
            }
        });
        await _app.StartAsync();
        Address = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }
    }
}
