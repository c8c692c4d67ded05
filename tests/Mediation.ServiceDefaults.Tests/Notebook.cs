using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization;
using MassTransit;
using Mediation.Contracts;
using Mediation.EventStore;
using Mediation.ServiceDefaults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Mediation.ServiceDefaults.Tests;

/// <summary>The smallest service there can be: notebooks with lines, told of to itself over the broker.</summary>
public sealed record Notebook(int Lines, bool Closed) : IAggregate<Notebook>
{
    public static Notebook Initial { get; } = new(0, false);

    public Notebook Evolve(object @event) => @event switch
    {
        LineWritten => this with { Lines = Lines + 1 },
        NotebookClosed => this with { Closed = true },
        _ => this,
    };
}

public sealed record Copy(int Lines) : IAggregate<Copy>
{
    public static Copy Initial { get; } = new(0);

    public Copy Evolve(object @event) => @event is LineCopied ? new(Lines + 1) : this;
}

public sealed record NotebookOpened;

public sealed record LineWritten(Guid LineId);

public sealed record NotebookClosed;

public sealed record LineCopied;

public sealed record LineToCopy(Guid NotebookId);

public sealed record WriteLine(string Text, int? Page = null)
{
    /// <summary>What is refused from now on.</summary>
    internal static readonly ConcurrentDictionary<string, bool> Unwanted = new();

    internal static Decision Decide(Notebook notebook, WriteLine command, Guid id)
    {
        var check = new FieldCheck().Text("text", command.Text, 20).Range("page", command.Page, 1, 99);
        return check.Refusal is { } bad ? bad
            : Unwanted.ContainsKey(command.Text) ? new Refusal("notebook.unwanted", "不要", "Not wanted")
            : notebook.Closed ? new Refusal("notebook.closed", "已合上", "It is closed")
            : Decision.Of(new LineWritten(id)).Sealing(id, "text", command.Text);
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Notebook))]
[JsonSerializable(typeof(Copy))]
[JsonSerializable(typeof(NotebookOpened))]
[JsonSerializable(typeof(LineWritten))]
[JsonSerializable(typeof(NotebookClosed))]
[JsonSerializable(typeof(LineCopied))]
internal sealed partial class NotebookJson : JsonSerializerContext;

internal sealed class NotebookMapping : IContractMapping
{
    public IEnumerable<object> Notifications(RecordedEvent recorded) => recorded.Data is LineWritten ? [new LineToCopy(recorded.StreamId)] : [];

    public bool ChangesFacts(RecordedEvent recorded) => false;

    public Task<IReadOnlyList<FactsMessage>> FactsAsync(IStates states, IReadOnlyList<RecordedEvent> changed, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<FactsMessage>>([]);
}

internal sealed class LineToCopyConsumer(ConsumerShell shell) : IConsumer<LineToCopy>
{
    /// <summary>How often the consumer fails for a notebook before it works.</summary>
    internal static readonly ConcurrentDictionary<Guid, int> Faults = new();

    public Task Consume(ConsumeContext<LineToCopy> context) =>
        Faults.AddOrUpdate(context.Message.NotebookId, -1, (_, left) => left - 1) >= 0
            ? throw new InvalidOperationException("a fault on purpose")
            : shell.HandleAsync<Copy>(context, "copier", CopyIdOf(context.Message.NotebookId), (_, _) => Decision.Of(new LineCopied()));

    internal static Guid CopyIdOf(Guid notebook)
    {
        var bytes = notebook.ToByteArray();
        bytes[0] ^= 0xFF;
        return new Guid(bytes);
    }
}

internal static class NotebookService
{
    internal static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.AddServiceDefaults("notebooks").AddTokens(Audiences.Workflow);
        builder.AddStore(store => store
            .Aggregate<Notebook>("notebook", NotebookJson.Default)
            .Aggregate<Copy>("copy", NotebookJson.Default)
            .Events(NotebookJson.Default, typeof(NotebookOpened), typeof(LineWritten), typeof(NotebookClosed), typeof(LineCopied))
            .Script("alter table mt_doc_notebook add column if not exists unit uuid, add column if not exists area text generated always as ('61') stored")
            .Scoped<Notebook>("unit", "area"));
        builder.AddMessaging<NotebookMapping>("notebooks", bus => bus.AddConsumer<LineToCopyConsumer>());
        var app = builder.Build();
        app.UseServiceDefaults();
        app.MapPost("/notebooks", (HttpContext http, CommandShell shell) =>
        {
            var id = shell.NewId();
            return shell.CreateAsync<Notebook, object>(
                http, id, new object(), (_, _, _) => Decision.Of(new NotebookOpened()), _ => Reply.Created($"/notebooks/{id}", new { id }));
        });
        app.MapPost("/notebooks/{id:guid}", (Guid id, WriteLine command, HttpContext http, CommandShell shell) =>
            shell.CreateAsync<Notebook, WriteLine>(
                http, id, command, (state, c, _) => WriteLine.Decide(state, c, id), state => Reply.Created($"/notebooks/{id}", new { id, state.Lines })));
        app.MapPost("/notebooks/{id:guid}/lines", (Guid id, WriteLine command, HttpContext http, CommandShell shell) =>
        {
            var line = shell.NewId();
            return shell.AppendAsync<Notebook, WriteLine>(
                http, id, command, (state, c, _) => WriteLine.Decide(state, c, line), state => Reply.Ok(new { line, state.Lines }));
        });
        app.MapPost("/notebooks/{id:guid}/closing", (Guid id, HttpContext http, CommandShell shell) => shell.ChangeAsync<Notebook, object>(
            http, id, new object(), (state, _, _) => state.Closed ? Decision.AlreadySo : Decision.Of(new NotebookClosed()), _ => Reply.Ok(new { id })));
        app.MapGet("/notebooks/{id:guid}/lines/{line:guid}", async (Guid id, Guid line, HttpContext http, StoreReader store, Vault vault, AuditTrail trail) =>
        {
            await trail.RecordReadAsync(http, id);
            return Results.Json(new { text = (await vault.OpenAsync(store, id))[line, "text"] }, ServiceJson.Options);
        });
        app.MapAuditTrail("notebooks");
        app.UseAccess(Table);
        return app;
    }

    private static IReadOnlyList<AccessRule> Table { get; } =
    [
        AccessRule.Public("GET /health/live"), AccessRule.Public("GET /health/ready"), AccessRule.Public("GET /openapi/{documentName}.json"),
        new("POST /notebooks", [], [Roles.JudicialOfficer], []),
        new("POST /notebooks/{id:guid}", [], [Roles.JudicialOfficer], []),
        new("POST /notebooks/{id:guid}/lines", [], [Roles.JudicialOfficer], []),
        new("POST /notebooks/{id:guid}/closing", [], [Roles.JudicialOfficer], []),
        new("GET /notebooks/{id:guid}/lines/{line:guid}", [], [Roles.JudicialOfficer], []),
        new("GET /api/v1/audit/notebooks", [], [], [Roles.Auditor]),
    ];
}
