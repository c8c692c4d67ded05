using Mediation.EventStore;
using Mediation.ServiceDefaults;

namespace Mediation.Workflow.Methods;

/// <summary>A committee makes a method its own: a copy of another, changed as it works, or one from nothing.</summary>
internal sealed record PublishMethod(
    string? Code = null, string? Base = null, int? BaseVersion = null, string? NameZh = null, string? NameEn = null,
    IReadOnlyList<StepEntry?>? Steps = null, Guid? CommitteeId = null)
{
    internal static readonly Refusal Taken = new("method.exists", "该代码已有工作法使用", "A method has this code already");

    internal static Decision Decide(OwnMethod state, PublishMethod command, Method? basis, Caller caller, DateTimeOffset now)
    {
        var committee = command.CommitteeId ?? (caller.Units.Count == 1 ? caller.Units[0] : null);
        var check = new FieldCheck()
            .Code("code", command.Code)
            .Name("nameZh", command.NameZh)
            .OptionalText("nameEn", command.NameEn, 100)
            .That(command.Base is null || basis is not null, "base", "unknown", "没有这样的工作法或版本", "No such method, or no such version")
            .Present("committeeId", committee)
            .That(committee is null || caller.Units.Contains(committee.Value), "committeeId", "unknown", "不是您的调委会", "Not a committee of yours");
        var steps = MethodEntry.Steps(check, command.Steps, basis);
        if (check.Refusal is { } bad)
        {
            return bad;
        }

        if (MethodCatalog.Find(command.Code!) is not null || state.Current is not null)
        {
            return Taken;
        }

        var method = new Method(command.Code!, 1, command.NameZh!, command.NameEn ?? command.NameZh!, steps);
        return Decision.Of(new MethodPublished(
            OwnMethod.IdOf(method.Code), committee!.Value, caller.Areas.Count > 0 ? caller.Areas[0] : "", method, basis?.Code, basis?.Version, now));
    }

    internal static async Task<IResult> PostAsync(HttpContext http, PublishMethod body, CommandShell shell, StoreReader store)
    {
        var basis = body.Base is { } code ? await MethodLibrary.FindAsync(store, code, body.BaseVersion, http.RequestAborted) : null;
        var caller = Caller.Of(http);
        return await shell.CreateAsync<OwnMethod, PublishMethod>(
            http, OwnMethod.IdOf(body.Code ?? ""), body, (state, command, now) => Decide(state, command, basis?.Method, caller, now),
            state => Reply.Created($"/api/v1/methods/{state.Code}", MethodView.Of(state)));
    }
}
