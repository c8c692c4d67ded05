using Mediation.ServiceDefaults;

namespace Mediation.Workflow.Methods;

/// <summary>A further version of a committee's own method; cases that run keep theirs.</summary>
internal sealed record PublishVersion(string? NameZh = null, string? NameEn = null, IReadOnlyList<StepEntry?>? Steps = null)
{
    internal static Decision Decide(OwnMethod state, PublishVersion command, DateTimeOffset now)
    {
        var before = state.Current!;
        var check = new FieldCheck().Name("nameZh", command.NameZh ?? before.NameZh).OptionalText("nameEn", command.NameEn, 100);
        var steps = MethodEntry.Steps(check, command.Steps, before);
        if (check.Refusal is { } bad)
        {
            return bad;
        }

        var method = new Method(
            state.Code, before.Version + 1, command.NameZh ?? before.NameZh, command.NameEn ?? (command.NameZh ?? before.NameEn), steps);
        return state.RetiredAt is not null ? RetireMethod.Retired
            : Decision.Of(new MethodPublished(state.Id, state.CommitteeId, state.AreaCode, method, null, null, now));
    }

    internal static Task<IResult> PostAsync(HttpContext http, string code, PublishVersion body, CommandShell shell) =>
        shell.ChangeAsync<OwnMethod, PublishVersion>(
            http, OwnMethod.IdOf(code), body, Decide, state => Reply.Created($"/api/v1/methods/{state.Code}", MethodView.Of(state)));
}
